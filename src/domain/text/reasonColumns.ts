const reason = /原因|投诉(?:类|分)|问题分类|分类维度|reason|^issue$|complaint (?:type|category)/iu;

/** True for the name of a column that says why somebody complained. */
export function saysReason(column: string): boolean {
  return reason.test(column);
}
