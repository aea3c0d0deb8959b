/** What kind of personal data a place in a text holds. */
export const personalKinds = [
  'email',
  'address',
  'id',
  'phone',
  'account',
  'name',
  'company',
] as const;
export type PersonalKind = (typeof personalKinds)[number];

/** A stretch of a text that says something about a person. */
export interface PersonalSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: PersonalKind;
  /** What stands there when it is masked. */
  readonly masked: string;
}

/** Names known from the key table, with the codes that stand for them. */
export type KnownNames = ReadonlyMap<string, string>;

/** The most common Chinese surnames: they cover more than nine in ten people. */
const surnames =
  '(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|[王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤])';
/** Words that make the surname before them a person's. */
const titles =
  '(?:总经理|总监|经理|主任|主管|工程师|师傅|老师|先生|女士|小姐|董事长|院长|处长|科长|部长|局长|校长|律师|医生|护士长|大姐|大哥|秘书|助理|总(?![体是的共计量有之分结数会要能部公额在算而得觉归裁])|工(?![作程厂人具业资序艺单期时地会车]))';
const western = "\\p{Lu}[\\p{L}'’-]+";

interface Pattern {
  readonly kind: PersonalKind;
  readonly find: RegExp;
  readonly mask: (found: string) => string;
}

/** In order: what an earlier pattern has taken is left to it. */
const patterns: readonly Pattern[] = [
  {
    kind: 'email',
    find: /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu,
    mask: hidden,
  },
  { kind: 'address', find: /\b\d{1,3}(?:\.\d{1,3}){3}\b/gu, mask: hidden },
  // IPv6: eight groups, or :: for a run of zeros beside a group with a letter or four signs.
  {
    kind: 'address',
    find: /(?<![0-9a-z:.])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![0-9a-z:])/giu,
    mask: hidden,
  },
  {
    kind: 'address',
    find: /(?<![0-9a-z:.])(?=[0-9a-f:]*(?:\d[a-f]|[a-f]\d|\d{4}))(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?(?![0-9a-z:])/giu,
    mask: hidden,
  },
  // Identity cards and passports.
  { kind: 'id', find: /(?<!\d)\d{17}[\dXx](?!\d)/gu, mask: hidden },
  { kind: 'id', find: /(?<![A-Za-z\d])[EGPDS]\d{8}(?!\d)/gu, mask: hidden },
  // Mobile, landline and international numbers.
  {
    kind: 'phone',
    find: /(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s.-]?\d{4}[\s.-]?\d{4}(?!\d)/gu,
    mask: hidden,
  },
  {
    kind: 'phone',
    find: /(?<![\dA-Za-z])\(?0(?:10|2\d|[3-9]\d{2})\)?[\s.-]?\d{3,4}[\s.-]?\d{4}(?!\d)/gu,
    mask: hidden,
  },
  { kind: 'phone', find: /(?<![\d.-])[48]00[\s.-]?\d{3}[\s.-]?\d{4}(?![\d.-])/gu, mask: hidden },
  // (415) 555-2671, 415-555-2671
  {
    kind: 'phone',
    find: /(?<![\d.-])(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[-.\s])[2-9]\d{2}[-.]\d{4}(?![\d.-])/gu,
    mask: hidden,
  },
  { kind: 'phone', find: /\+\d[\d\s()-]{7,}\d/gu, mask: hidden },
  // Bank cards, and accounts after their name.
  {
    kind: 'account',
    find: /(?<!\d)(?:\d{4}[\s-]?){3}\d{4}(?:[\s-]?\d{1,3})?(?!\d)/gu,
    mask: hidden,
  },
  {
    kind: 'account',
    find: /(?<=(?:微信|QQ|wechat|weixin|qq)(?:号|群)?\s?[:：]?\s?)[A-Za-z\d_-]{5,20}/giu,
    mask: hidden,
  },
  // 王经理, 张伟先生: the title stays.
  {
    kind: 'name',
    find: new RegExp(
      `(?<![对关由至在属终等])${surnames}(?:\\p{Script=Han}{1,2}(?=先生|女士|小姐|老师|经理))?(?=${titles})`,
      'gu',
    ),
    mask: starred,
  },
  // 张江路88号, 沪A12345
  {
    kind: 'address',
    find: /\p{Script=Han}{2}(?:路|街|大道|巷|弄|胡同)\s?\d+\s?(?:号|弄)?(?:楼|室|栋)?/gu,
    mask: (found) => found.replace(/^\p{Script=Han}{2}/u, '**').replace(/\d.*$/u, '***'),
  },
  {
    kind: 'id',
    find: /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]\s?·?\s?[A-Z0-9]{5,6}(?![A-Z0-9])/gu,
    mask: hidden,
  },
  // 联系人：张伟, 我叫李娜, 已致电王芳
  {
    kind: 'name',
    find: new RegExp(
      `(?<=(?:联系人|姓名|负责人|经办人|客户名|受访人|我叫|我是|名叫|联系|致电|打给|回电给)\\s?[:：]?\\s?)${surnames}\\p{Script=Han}{1,2}(?!\\p{Script=Han})`,
      'gu',
    ),
    mask: starred,
  },
  // Mr. Smith, Dr Helen Zhang: the title stays.
  {
    kind: 'name',
    find: new RegExp(
      `(?<=\\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Madam)\\.?\\s)${western}(?:\\s${western})?`,
      'gu',
    ),
    mask: starred,
  },
  {
    kind: 'name',
    find: new RegExp(
      `(?<=\\b(?:[Mm]y name is|[Cc]ontact:|[Nn]ame:|[Ss]poke (?:to|with)|[Cc]all(?:ed)?|[Cc]ontact(?:ed)?|Dear)\\s)(?!(?:Mr|Mrs|Ms|Miss|Dr|Prof)\\b)${western}(?:\\s${western})?`,
      'gu',
    ),
    mask: starred,
  },
];

/** Where a text names or identifies somebody, in order, without overlaps. Positions are in the text as {@link readable} gives it. */
export function personalSpans(text: string, known: KnownNames = new Map()): PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  const add = (start: number, found: string, kind: PersonalKind, masked: string) => {
    const end = start + found.length;
    if (spans.some((span) => start < span.end && span.start < end)) return;
    spans.push({ start, end, kind, masked });
  };
  // Longest first, so that 华宇科技 is not taken for 华宇; case and width do not matter.
  const lower = text.toLowerCase();
  const places = lower.length === text.length ? lower : text;
  const names = [...known]
    .flatMap(([name, code]) => variantsOf(name).map((variant) => ({ name: variant, code })))
    .filter(({ name }) => name.length >= 2)
    .sort((a, b) => b.name.length - a.name.length);
  for (const { name, code } of names) {
    for (let at = places.indexOf(name); at >= 0; at = places.indexOf(name, at + name.length)) {
      add(at, text.slice(at, at + name.length), 'company', code);
    }
  }
  for (const { kind, find, mask } of patterns) {
    for (const match of text.matchAll(find)) add(match.index, match[0], kind, mask(match[0]));
  }
  return spans.sort((a, b) => a.start - b.start);
}

const legalForms =
  /(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司)$|[\s,]+(?:co\.?,?\s*ltd|ltd|inc|corp|corporation|gmbh|ag|llc|plc|group|company|co)\.?$/u;

/** A known name as it may stand in a text: also without its legal form. */
function variantsOf(name: string): string[] {
  const plain = readable(name).trim().toLowerCase();
  const short = plain.replace(legalForms, '').trim();
  const forms = [plain];
  // Two signs of a shortened name could be any word.
  if (short !== plain && short.length >= 4) forms.push(short);
  // 上海宏远机械有限公司 is called 宏远 too, Nordwind Logistics Nordwind.
  const core = short.replace(placeNames, '').replace(tradeWords, '').trim();
  const isOwn = /\p{Script=Han}/u.test(core) ? core.length >= 2 : core.length >= 6;
  if (core !== short && isOwn) forms.push(core);
  return forms;
}

const placeNames =
  /^(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|广西|内蒙古|宁夏|新疆|西藏|香港|澳门|台湾|深圳|广州|杭州|南京|苏州|无锡|宁波|武汉|成都|西安|青岛|大连|厦门|长沙|郑州|济南|合肥|福州|沈阳|哈尔滨|长春|石家庄|东莞|佛山|常州|温州|中国)(?:省|市)?/u;
const tradeWords =
  /(?:\s(?:logistics|systems|solutions|technologies|technology|industries|international|machinery|electronics|foods|services|trading|partners|global|china)|机械|装备|科技|技术|电子|电器|电气|汽车|智能|信息|软件|网络|贸易|实业|工业|制造|建设|建筑|能源|化工|医药|医疗|食品|物流|服务|咨询|材料|股份|集团|发展|投资|控股|设备|工程|精密|自动化)+$/u;

/** The form of a text in which personal data are looked for: full-width figures and signs as ASCII. */
export function readable(text: string): string {
  return text.normalize('NFKC');
}

/**
 * A text with phone numbers, addresses, identity numbers, accounts and names in known roles masked, and
 * names of the key table replaced by their codes. Where nothing is found it is returned as it is.
 */
export function maskText(text: string, known?: KnownNames): string {
  const plain = readable(text);
  const spans = personalSpans(plain, known);
  if (spans.length === 0) return text;
  // Around what is masked the text stays as it was written, where the plain form has the same places.
  const written = plain.length === text.length ? text : plain;
  let masked = '';
  let from = 0;
  for (const { start, end, masked: instead } of spans) {
    masked += written.slice(from, start) + instead;
    from = end;
  }
  return masked + written.slice(from);
}

/** `R_` and fifteen signs, which need not be figures. */
const qualtricsId = /^R_[A-Za-z0-9]{15}$/u;

/**
 * A respondent's identifier with what is personal about it masked. A word without any figure is no
 * code and may be a name: then only its first sign stays. Chinese characters are never a code.
 */
export function maskIdentifier(id: string): string {
  return maskText(id).replace(/[\p{L}\p{M}\p{N}*.'’·_#/-]+/gu, (token) => {
    const isCode = qualtricsId.test(token) || (/\d/u.test(token) && !token.includes('*'));
    const words = isCode ? /\p{Script=Han}+/gu : /[\p{L}\p{M}.'’·]+/gu;
    return token.replace(words, (word) => {
      const [first = '', ...rest] = [...word];
      return rest.length === 0 ? word : `${first}${'*'.repeat(rest.length)}`;
    });
  });
}

/** Words of a role or a department: what may stay of a contact. */
const roleWords =
  /经理|总监|主管|主任|工程师|采购|销售|技术|研发|生产|质量|品质|设备|运维|维修|行政|财务|人事|人力|客服|项目|仓库|物流|安全|计划|工艺|信息|运营|市场|商务|售后|负责人|对接人|联系人|代表|专员|助理|秘书|厂长|车间|班长|组长|部|科|处|室|中心|\b(?:manager|director|buyer|engineer|officer|head|chief|lead|assistant|ceo|cto|cfo|coo|vp|president|procurement|purchasing|sales|service|support|quality|it|hr|finance|operations|plant|production|logistics|owner|partner|supervisor|specialist|coordinator|administrator|department|team|contact|of|and|the|for)\b/iu;
const titled = new RegExp(`^(\\p{Script=Han}{1,4}?)(${titles})`, 'u');

/**
 * The role of a contact without the name: 王经理 becomes *经理, "Helen Zhang, Buyer" becomes "*, Buyer".
 * What is no word of a role or a department becomes a star: a name is not recognised, it is what is left.
 */
export function maskContact(text: string): string {
  const masked = contactTokens(text)
    .map(({ token, isRole, gap }) => `${isRole ? token : roleOf(token)}${gap}`)
    .join('');
  return maskText(masked.replace(/\*(?:\s\*)+/gu, '*'));
}

/** The names in a contact that {@link maskContact} takes out, whole and in parts; empty for a bare role. */
export function contactNames(text: string): string[] {
  const runs: string[][] = [[]];
  const attached: string[] = [];
  for (const { token, isRole } of contactTokens(text)) {
    const isName = !isRole && roleOf(token) === '*' && [...token].length >= 2;
    if (isName) runs.at(-1)?.push(token);
    else {
      runs.push([]);
      // 采购部张伟经理
      const name = attachedName.exec(token)?.[0];
      if (name && !rankWords.test(name)) attached.push(name);
    }
  }
  return [...runs.flatMap((run) => (run.length > 1 ? [run.join(' '), ...run] : run)), ...attached];
}

/** The words of a contact, each with what separates it from the next; "Head of Travel" is a role throughout. */
function contactTokens(text: string) {
  const parts = readable(text)
    .trim()
    .split(/([\s,，、/()（）·;；|-]+)/u);
  let hasRole = false;
  let isAfterOf = false;
  return parts.flatMap((token, index) => {
    if (index % 2 === 1) return [];
    const gap = parts[index + 1] ?? '';
    const isRole = isAfterOf;
    hasRole ||= roleOf(token) === token;
    isAfterOf ||= hasRole && /^(?:of|for)$/iu.test(token);
    // A comma or a bracket begins something else.
    if (/[^\s-]/u.test(gap)) {
      hasRole = false;
      isAfterOf = false;
    }
    return [{ token, isRole, gap }];
  });
}

/** A surname and given name right before a title. */
const attachedName = new RegExp(`${surnames}\\p{Script=Han}{1,2}(?=${titles})`, 'u');
/** What stands before a title and is no name. */
const rankWords =
  /高级|高层|资深|项目|区域|常务|执行|部门|工厂|车间|质量|设备|生产|技术|采购|销售/u;

function roleOf(token: string): string {
  if (token === '' || token.includes('*') || /^[\d+]/u.test(token)) return token;
  const polite = /^(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?$/iu.test(token);
  if (polite) return token;
  const match = titled.exec(token);
  // 采购经理 is a role; 王经理 and 佘先生 are somebody.
  if (match && !roleWords.test(match[1] as string)) return `*${token.slice(match[1]?.length)}`;
  return roleWords.test(token) ? token : '*';
}

function hidden(found: string): string {
  return `${found.slice(0, 2)}${'*'.repeat(Math.max(3, found.length - 2))}`;
}

function starred(found: string): string {
  return '*'.repeat([...found].length > 3 ? 3 : [...found].length);
}
