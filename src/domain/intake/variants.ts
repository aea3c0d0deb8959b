/** Characters that show nothing: zero-width ones, marks of writing direction, byte order marks. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** A value as people see it: NFC, without invisible characters and white space around. */
export function asSeen(value: string): string {
  return value.normalize('NFC').replace(invisible, '').trim();
}

/** Groups of different values that look the same; the most frequent spelling first. */
export function lookAlikes(
  counted: readonly (readonly [value: string, count: number])[],
): (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const [value] of counted) {
    const key = asSeen(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return [...groups.values()].filter((values) => values.length > 1);
}
