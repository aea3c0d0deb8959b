/** Between the parts of a mark's id; in no name. */
const separator = '\u0000';

/** The id of a mark that stands for a measure at a period or wave. */
export function atPeriod(measureId: string, key: string): string {
  return `${measureId}${separator}${key}`;
}

/** The id of a mark that stands for a measure of a group; null for all responses. */
export function inGroup(measureId: string, value: string | null): string {
  return value === null ? measureId : `${measureId}${separator}${value}`;
}

/** The measure of a mark, and the period, wave or group it stands for; null for none. */
export function markParts(id: string): { readonly measureId: string; readonly of: string | null } {
  const at = id.indexOf(separator);
  if (at < 0) return { measureId: id, of: null };
  return { measureId: id.slice(0, at), of: id.slice(at + 1) };
}
