/** What an identifier in a record leads to; `local`: something inside another record, never renamed. */
export type Target =
  'self' | 'engagement' | 'source' | 'interview' | 'questionnaire' | 'feedbackItem' | 'local';

/** Gives the identifier that something has under another name. */
export type IdFor = (target: Target, id: string) => string;

/** Which copy of two is meant. */
export type Side = 'mine' | 'theirs';

/** What masking knows of the engagement it masks. */
export interface Masking {
  /** A free text without personal data. */
  text(text: string): string;
  /** A contact's role without the name. */
  contact(text: string): string;
  /** The running number of an interviewer. */
  interviewer(name: string): string;
  /** Whether the customer of an interview let words be quoted. */
  mayQuote(interviewId: string): boolean;
}

/** True for types that may hold words somebody wrote; unions of fixed words may not. */
type HoldsText<V> = V extends string
  ? string extends V
    ? true
    : false
  : V extends number | boolean | null | undefined
    ? false
    : V extends readonly (infer U)[]
      ? HoldsText<U>
      : V extends object
        ? true
        : false;

type IdField<T> = {
  [F in keyof T & string]: F extends 'id' | `${string}Id` ? F : never;
}[keyof T & string];

type TextField<T> = {
  [F in keyof T & string]: F extends IdField<T> ? never : true extends HoldsText<T[F]> ? F : never;
}[keyof T & string];

/**
 * How a field leaves a masked copy: as it is, as a masked text, with every text inside it masked, or as
 * its function says.
 */
export type FieldMask<T, F extends keyof T> =
  'plain' | 'text' | 'deep' | ((value: T[F], masking: Masking, record: T) => T[F]);

/** How two copies of a table come together. */
export type MergeRule<T> =
  | {
      /** Field by field; every change is stamped with its time and device. */
      readonly by: 'fields';
      /** When a record without stamps was last written. */
      readonly timeOf: (record: T) => number;
      /** Which side counts of a field that is never decided by hand; null where it is. */
      readonly settle?: (field: string, mine: unknown, theirs: unknown) => Side | null;
    }
  | {
      /** The record saved last; or a merge of its own, which counts versions by the time they were saved. */
      readonly by: 'newest' | 'hand';
      readonly timeOf: (record: T) => number;
    }
  /** Records are never changed, only added. */
  | { readonly by: 'union' };

/** One table that is kept per engagement and travels with it. Everything that must know it reads this. */
export interface Kept<T> {
  /** Version of database and snapshots it came with. */
  readonly since: number;
  /** Its key in the database, in stamps and in the order of a snapshot. */
  readonly key: readonly (keyof T & string)[];
  /** Fields that hold identifiers: all of them. One that holds null leads nowhere. */
  readonly refs: Readonly<Record<IdField<T>, Target>>;
  readonly merge: MergeRule<T>;
  /** Whether it says something somebody answered; a function says what is left of it without answers. */
  readonly isAnswer: boolean | ((record: T) => T);
  /** How each field that may hold words leaves masked; null leaves the record out. */
  readonly mask: { readonly [F in TextField<T>]: FieldMask<T, F> } | null;
  /** Names the record where a conflict is decided; blank where the table says enough. */
  readonly about: (record: T) => string;
  /** Gives other names to identifiers that stand elsewhere than in a field of their own. */
  readonly rename?: (record: T, idFor: IdFor) => T;
}

/** Declares a kept table; the compiler checks that no identifier and no text was forgotten. */
export function keep<T>(kept: Kept<T>): Kept<T> {
  return kept;
}

/** A kept table whatever its records are, for code that serves all of them. */
export type AnyKept = Kept<AnyRecord>;

/** A record whatever it is. */
export type AnyRecord = Readonly<Record<string, unknown>>;

/** The parts of a record's key. */
export function keyParts({ key }: AnyKept, record: AnyRecord): unknown[] {
  return key.map((field) => record[field]);
}

/** The key of a record as stamps name it: JSON, a list where it has several parts. */
export function keyText(kept: AnyKept, record: AnyRecord): string {
  const parts = keyParts(kept, record);
  return JSON.stringify(parts.length === 1 ? parts[0] : parts);
}

/** The fields that lead to one of these targets. */
export function refsTo({ refs }: AnyKept, ...targets: readonly Target[]): string[] {
  return Object.entries(refs as Readonly<Record<string, Target>>).flatMap(([field, target]) =>
    targets.includes(target) ? [field] : [],
  );
}

/** A record with its identifiers under other names. */
export function renamed<T>(kept: Kept<T>, record: T, idFor: IdFor): T {
  const refs = Object.entries(kept.refs as Readonly<Record<string, Target>>);
  const changed = {
    ...record,
    ...Object.fromEntries(
      refs.flatMap(([field, target]) => {
        const id = (record as AnyRecord)[field];
        return typeof id === 'string' ? [[field, idFor(target, id)]] : [];
      }),
    ),
  };
  return kept.rename ? kept.rename(changed, idFor) : changed;
}

/** A record as it leaves a masked copy; null where it stays. */
export function masked<T>(kept: Kept<T>, record: T, masking: Masking): T | null {
  const { mask } = kept as unknown as AnyKept;
  if (mask === null) return null;
  const fields = Object.entries(mask as Readonly<Record<string, FieldMask<AnyRecord, string>>>);
  const given = record as AnyRecord;
  return {
    ...record,
    ...Object.fromEntries(
      fields.map(([field, how]) => [field, maskedField(given[field], how, masking, given)]),
    ),
  };
}

function maskedField(
  value: unknown,
  how: FieldMask<AnyRecord, string>,
  masking: Masking,
  record: AnyRecord,
): unknown {
  if (how === 'plain') return value;
  if (typeof how === 'function') return how(value, masking, record);
  return maskDeep(value, (text) => masking.text(text));
}

/** Names of fields that hold no words of a person: identifiers, kinds, days. */
const plainFields: ReadonlySet<string> = new Set([
  'id',
  'engagementId',
  'indicatorId',
  'measureId',
  'parentId',
  'kind',
  'platform',
  'test',
  'language',
  'firstDay',
  'lastDay',
  'extremes',
  'dateOrder',
]);

/** Plain data with every text in it masked but those in fields that never hold words of a person. */
export function maskDeep<T>(value: T, mask: (text: string) => string): T {
  if (typeof value === 'string') return mask(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => maskDeep(item, mask)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      plainFields.has(name) ? inner : maskDeep(inner, mask),
    ]),
  ) as T;
}
