import type { SampleNames } from '../../domain/sample/sampleSurvey';
import type { Locale } from '../../i18n/locale.svelte';

const chinese: SampleNames = {
  dimensions: [
    { name: '产品质量', indicators: ['功能满足', '稳定可靠', '操作易用'] },
    { name: '人员服务', indicators: ['服务态度', '专业能力', '主动沟通'] },
    { name: '响应速度', indicators: ['首次响应', '解决时长', '进度告知'] },
    { name: '流程便捷', indicators: ['申请流程', '信息清晰', '售后跟进'] },
  ],
  region: '地区',
  regions: ['华东', '华南', '华北', '华中', '西南'],
  customerType: '客户类型',
  customerTypes: ['VIP 客户', '普通客户', '新客户'],
  channel: '渠道',
  channels: ['微信', '邮件', '短信', '电话'],
  columns: {
    id: '客户编号',
    time: '提交时间',
    duration: '答题时长（秒）',
    overall: '总体满意度',
    recommend: '推荐意愿（0–10）',
    comment: '意见与建议',
  },
};

const english: SampleNames = {
  dimensions: [
    { name: 'Product', indicators: ['Fit to need', 'Reliability', 'Ease of use'] },
    { name: 'People', indicators: ['Courtesy', 'Competence', 'Proactivity'] },
    { name: 'Response', indicators: ['First response', 'Time to resolve', 'Status updates'] },
    { name: 'Process', indicators: ['Application', 'Clarity', 'After-sales'] },
  ],
  region: 'Region',
  regions: ['East', 'South', 'North', 'Central', 'Southwest'],
  customerType: 'Customer type',
  customerTypes: ['VIP', 'Regular', 'New'],
  channel: 'Channel',
  channels: ['WeChat', 'E-mail', 'SMS', 'Phone'],
  columns: {
    id: 'Customer ID',
    time: 'Submitted',
    duration: 'Duration (seconds)',
    overall: 'Overall satisfaction',
    recommend: 'Recommendation 0–10',
    comment: 'Comment',
  },
};

/** The sample's names in the language of the screen; its comments are Chinese in either. */
export function sampleNames(language: Locale): SampleNames {
  return language === 'en' ? english : chinese;
}
