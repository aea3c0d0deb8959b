import type { otherKinds, SourceKind } from '../../table/source';
import {
  headerKey,
  plainColumn,
  recognition,
  type HeaderColumn,
  type MetaRole,
  type Recogniser,
} from './platform';

/** One field of a table that is no survey: the names it goes by, and what it is. */
interface Field {
  readonly name: string;
  readonly pattern: RegExp;
  readonly meta: MetaRole | null;
}

const field = (name: string, pattern: RegExp, meta: MetaRole | null = null): Field => ({
  name,
  pattern,
  meta,
});

/** A kind of table, recognised when the fields that mark it are among its columns. */
interface TableSign {
  readonly kind: Exclude<SourceKind, 'survey'>;
  readonly fields: readonly Field[];
  /** Fields without which it is something else. */
  readonly required: readonly string[];
  /** How many fields it has at least, and their least share of all columns. */
  readonly least: number;
  readonly leastShare: number;
}

const tableSigns: readonly TableSign[] = [
  {
    // The thirteen classic columns (`product.md` B5), and complaint records like them.
    kind: 'feedback',
    required: ['feedback.number', 'feedback.description'],
    least: 6,
    leastShare: 0.4,
    fields: [
      field(
        'feedback.number',
        /^(?:反馈编号|投诉编号|complaint id|feedback (?:id|number|no\.?))$/u,
      ),
      field('feedback.channel', /^(?:来源渠道|反馈渠道|submitted via|channel)$/u, 'channel'),
      field('feedback.customerType', /^(?:客户类型|customer type|tags)$/u, 'segment'),
      field('feedback.time', /^(?:反馈时间|date received|time|feedback time)$/u, 'date'),
      field(
        'feedback.description',
        /^(?:问题描述|反馈内容|consumer complaint narrative|description)$/u,
      ),
      field('feedback.category', /^(?:分类维度|问题分类|issue|category)$/u, 'segment'),
      field('feedback.priority', /^(?:优先级|priority)$/u, 'segment'),
      field('feedback.rootCause', /^(?:根因分析|root cause)$/u),
      field('feedback.suggestion', /^(?:改进建议|suggestion|improvement suggestion)$/u),
      field(
        'feedback.owner',
        /^(?:责任部门\/人|责任部门|责任人|owner|department\/owner)$/u,
        'segment',
      ),
      field('feedback.plannedDate', /^(?:计划完成时间|planned date|due date)$/u),
      field('feedback.actualDate', /^(?:实际完成时间|actual date)$/u),
      field('feedback.effect', /^(?:效果评估|effect|effect evaluation)$/u),
      field('feedback.product', /^(?:产品|product|sub-product)$/u, 'segment'),
      field('feedback.region', /^(?:地区|区域|state|region)$/u, 'region'),
      field(
        'feedback.response',
        /^(?:company response to consumer|timely response\?)$/u,
        'segment',
      ),
    ],
  },
  {
    kind: 'benchmark',
    required: ['benchmark.metric', 'benchmark.value'],
    least: 2,
    leastShare: 0.5,
    fields: [
      field('benchmark.metric', /^(?:指标|指标名称|metric|indicator|measure)$/u),
      field(
        'benchmark.value',
        /^(?:数值|标杆值|行业标杆|行业均值|标杆|value|benchmark|score)$/u,
        'number',
      ),
      field('benchmark.source', /^(?:来源|数据来源|出处|source)$/u, 'segment'),
      field('benchmark.year', /^(?:年份|时间|年度|year|period)$/u, 'segment'),
      field('benchmark.unit', /^(?:单位|unit|scale)$/u, 'segment'),
    ],
  },
  {
    kind: 'tickets',
    required: ['ticket.number'],
    least: 4,
    leastShare: 0.4,
    fields: [
      field('ticket.number', /^(?:工单号|工单编号|ticket[ _]?(?:id|number|no\.?)|case id)$/u),
      field('ticket.created', /^(?:创建时间|提交时间|created(?:[ _]?(?:date|at|time))?)$/u, 'date'),
      field('ticket.type', /^(?:工单类型|ticket[ _]?type|type)$/u, 'segment'),
      field('ticket.priority', /^(?:优先级|priority)$/u, 'segment'),
      field('ticket.status', /^(?:状态|工单状态|status)$/u, 'status'),
      field('ticket.channel', /^(?:渠道|来源渠道|channel)$/u, 'channel'),
      field('ticket.product', /^(?:产品|product)$/u, 'segment'),
      field('ticket.category', /^(?:分类|问题分类|category)$/u, 'segment'),
      field(
        'ticket.agent',
        /^(?:处理人|客服|受理人|assigned[ _]?agent|agent|assignee)$/u,
        'segment',
      ),
      field(
        'ticket.firstResponse',
        /^(?:首次响应(?:时长|时间)|first[ _]?response[ _]?time)(?:[ _(（]*(?:小时|hours?|h)[)）]*)?$/u,
      ),
      field(
        'ticket.resolution',
        /^(?:(?:解决|处理|处理完成)(?:时长|时间)|resolution[ _]?time)(?:[ _(（]*(?:小时|hours?|h)[)）]*)?$/u,
      ),
      field('ticket.rating', /^(?:满意度|评分|csat(?:[ _]?score)?|rating)$/u),
    ],
  },
  {
    kind: 'usage',
    required: ['usage.customer'],
    least: 3,
    leastShare: 0.4,
    fields: [
      field(
        'usage.customer',
        /^(?:客户(?:编号|编码|代码|id)|customer[ _]?(?:id|code)|account[ _]?id)$/u,
      ),
      field('usage.month', /^(?:月份|统计月份|期间|month|period|date)$/u, 'date'),
      field(
        'usage.logins',
        /^(?:登录次数|登录天数|活跃天数|log-?ins?|login[ _]?count|sessions|active[ _]?days)$/u,
        'number',
      ),
      field(
        'usage.features',
        /^(?:功能使用(?:数|次数|率)?|使用功能数|feature[ _]?(?:use|usage)|features[ _]?used)$/u,
        'number',
      ),
      field('usage.tickets', /^(?:工单数|工单量|tickets|ticket[ _]?count)$/u, 'number'),
      field('usage.users', /^(?:活跃用户数?|账号数|active[ _]?users|seats)$/u, 'number'),
      field('usage.tags', /^(?:客户标签|标签|tags?)$/u, 'segment'),
    ],
  },
  {
    kind: 'customers',
    required: ['customer.code'],
    least: 3,
    leastShare: 0.2,
    fields: [
      field(
        'customer.code',
        /^(?:客户(?:编号|编码|代码|号)|customer[ _]?(?:id|code|no\.?)|account[ _]?id)$/u,
      ),
      field(
        'customer.name',
        /^(?:客户名称|公司名称|企业名称|customer[ _]?name|company)$/u,
        'personal',
      ),
      field(
        'customer.type',
        /^(?:客户类型|客户等级|客户级别|customer[ _]?(?:type|level|tier)|segment|contract)$/u,
        'segment',
      ),
      field('customer.owner', /^(?:客户经理|负责人|owner|account[ _]?manager)$/u, 'segment'),
      field('customer.region', /^(?:地区|区域|大区|省份|region)$/u, 'region'),
      field('customer.tags', /^(?:标签|客户标签|tags?)$/u, 'segment'),
      field('customer.preferences', /^(?:偏好|客户偏好|preferences?)$/u, 'segment'),
      field(
        'customer.retention',
        /^(?:留存率?|续约率?|续费率?|是否续约|retention|renewal|churn|是否流失|流失)$/u,
      ),
      field('customer.tenure', /^(?:在网时长|合作年限|tenure)$/u, 'number'),
      field(
        'customer.revenue',
        /^(?:消费金额|年消费|合同金额|monthlycharges|totalcharges|revenue|arr|mrr)$/u,
        'number',
      ),
    ],
  },
];

/** Feedback records, benchmark tables, tickets, usage extracts and customer lists. */
export const recogniseOtherTable: Recogniser = (records) => {
  for (let headerAt = 0; headerAt < Math.min(4, records.length - 1); headerAt++) {
    const header = records[headerAt] as readonly string[];
    const filled = header.filter((cell) => cell.trim() !== '').length;
    for (const { kind, fields, required, least, leastShare } of tableSigns) {
      const found = header.map((cell) =>
        fields.find(({ pattern }) => pattern.test(headerKey(cell))),
      );
      const names = new Set(found.flatMap((one) => (one ? [one.name] : [])));
      if (names.size < least || names.size < leastShare * filled) continue;
      if (!required.every((name) => names.has(name))) continue;
      const isList = kind === 'customers' || kind === 'usage';
      if (isList && looksLikeSurvey(header, records.slice(headerAt + 1), found)) continue;
      return recognition({
        platform: kind,
        kind,
        headerAt,
        signs: header.filter((_, index) => found[index] !== undefined).slice(0, 6),
        columns: readColumns(header, found),
      });
    }
  }
  return null;
};

const surveyHeader = /满意|评分|打分|评价|推荐|意见|建议|satisf|recommend|comment|\bnps\b/iu;

/** Ratings beside the fields: a survey that names its customers. */
function looksLikeSurvey(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  found: readonly (Field | undefined)[],
): boolean {
  if (header.some((cell) => surveyHeader.test(cell))) return true;
  const rated = header.filter((_, index) => {
    if (found[index]) return false;
    const cells = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
    const values = new Set(cells);
    return values.size >= 3 && [...values].every((value) => /^(?:[1-9]|10)(?:分)?$/u.test(value));
  });
  return rated.length >= 2;
}

/** A table taken for a kind by hand: its fields where the header names them. */
export function takenAsTable(
  kind: (typeof otherKinds)[number],
  header: readonly string[],
): HeaderColumn[] {
  const { fields } = tableSigns.find((sign) => sign.kind === kind) as TableSign;
  return readColumns(
    header,
    header.map((cell) => fields.find(({ pattern }) => pattern.test(headerKey(cell)))),
  );
}

/** A field is taken by the first column that has its name. */
function readColumns(
  header: readonly string[],
  found: readonly (Field | undefined)[],
): HeaderColumn[] {
  return header.map((cell, index): HeaderColumn => {
    const one = found[index];
    const column = plainColumn(cell.trim(), one?.meta ?? null);
    const isFirst = found.findIndex((other) => other?.name === one?.name) === index;
    return one && isFirst ? { ...column, field: one.name } : column;
  });
}
