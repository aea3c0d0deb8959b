/** Words in headers, and shapes of answers, that tell what a column of any table is. */

export const personalHeader =
  /(?:^|[\s_(（])ip(?:$|[\s_(（地])|来自ip|ip地址|ipaddress|姓名|名字|昵称|手机号|联系手机|^手机$|^电话$|联系电话|电话号码|邮箱|身份证|微信号|地址|住址|联系方式|联系人|e-?mail|(?:phone|mobile)(?: ?(?:number|no\.?))?$|contact|address|first ?name|last ?name|^name$|nick ?name/iu;
export const personalContent =
  /^(?:[\w.+-]+@[\w-]+\.[\w.]+|\+?(?:86)?1[3-9]\d{9}|\d{1,3}(?:\.\d{1,3}){3}(?:\(.*\))?|\d{17}[\dXx])$/u;
export const idHeader =
  /^(?:id|_id|_uuid|uuid|序号|编号|答卷编号|答题序号|反馈编号|客户编号|respondent ?id|response ?id|responseid|respondent|(?:tweet|ticket|customer)[ _]?id)$/iu;
export const dateHeader = /时间|日期|date|timestamp|submitted|submitdate|created|time$/iu;
export const durationHeader =
  /所用时间|时长|duration|seconds|用时|time taken|interviewtime|total time/iu;
export const recommendHeader = /推荐|recommend|\bnps\b/iu;
export const overallHeader =
  /总体满意|整体满意|总的满意|整体.{0,6}满意|overall (?:satisfaction|rating)|^overall$|overall,? how satisfied/iu;
export const attributeHeader =
  /code|编码|\bid\b|号$|repeat|attend|difficult|难度|\bage\b|年龄|年份|\byear|次数|数量|count|number of|how many|how much|how long|education|occupation|学历|职业|收入|性别|gender|type$|provider$|nphh|(?:^|_)(?:no|num|nr)_|rooms|buildings|plots|members/iu;
/** Questions of importance are rated too, but they are no satisfaction. */
export const importanceHeader = /\brank|importan|重要|排序/iu;
export const commentHeader =
  /意见|建议|评论|评价内容|原因|反馈|描述|comment|review|feedback|suggest|tell us|other thoughts|^text$/iu;
/** In exports by option number only these are ratings; any other number is a choice. */
export const evaluativeHeader =
  /满意|评价|评分|打分|分\s*[)）]|\d\s*分|推荐|认同|同意|程度|\bnps\b|satisf|rate|agree/iu;
