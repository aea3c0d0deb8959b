/** One client assignment; everything belongs to one. Times are milliseconds since 1970. */
export interface Engagement {
  readonly id: string;
  readonly name: string;
  readonly isSample: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When it was put in the bin; null while in use. */
  readonly deletedAt: number | null;
  /** When a snapshot was last exported; null if never. */
  readonly backedUpAt: number | null;
  /** How many customers the sample stands for; null where that is not known or without end. */
  readonly population: number | null;
}

/** How long a deleted engagement can be restored. */
export const binDays = 30;

/** Trims and collapses white space; returns null when nothing is left. At most 120 characters. */
export function cleanName(text: string): string | null {
  const name = text.normalize('NFC').replace(/\s+/gu, ' ').trim().slice(0, 120);
  return name === '' ? null : name;
}

/** The engagement's name when a file opens one: the file's without its ending; null when blank. */
export function nameFromFile(fileName: string): string | null {
  return cleanName(fileName.replace(/\.[^.]+$/u, ''));
}
