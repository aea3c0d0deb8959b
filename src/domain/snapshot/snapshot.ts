import * as v from 'valibot';
import { AppError } from '../../shared/AppError';
import { assembleContents } from './assembleContents';
import { columnToJson } from './columnJson';
import { keyParts, type AnyRecord } from '../kept/kept';
import type { EngagementContents } from './contents';
import { keptNames, keptOf, mapKept } from './keptNouns';
import { sha256, toBase64 } from './encoding';
import { scanJson } from './scanJson';
import type { SnapshotScope } from './scopes';
import { contentSchema, headSchema, snapshotFormat, snapshotVersion } from './snapshotSchema';
import { upgradedContent } from './upgradeContent';

/** How many of each thing a snapshot holds. */
export interface SnapshotCounts {
  readonly sources: number;
  readonly responses: number;
  readonly interviews: number;
  readonly recordings: number;
}

/** What a snapshot says of itself. */
export interface SnapshotHead {
  readonly version: number;
  /** Version of the app that wrote it; blank where it did not say. */
  readonly app: string;
  readonly scope: SnapshotScope;
  readonly isMasked: boolean;
}

/** A snapshot that was read and checked. */
export interface ReadSnapshot extends SnapshotHead {
  /** SHA-256 of its head's and content's text. */
  readonly checksum: string;
  readonly contents: EngagementContents;
}

/** Everything there is, unmasked. */
const wholeHead: Omit<SnapshotHead, 'version'> = { app: '', scope: 'all', isMasked: false };

/** Counts of an engagement's contents. */
export function countsOf(contents: EngagementContents): SnapshotCounts {
  return {
    sources: contents.sources.length,
    responses: contents.sources.reduce((sum, { source }) => sum + source.rowCount, 0),
    interviews: contents.interviews.length,
    recordings: new Set(contents.recordings.map(({ interviewId }) => interviewId)).size,
  };
}

/**
 * Writes a snapshot: `{ format, version, app, scope, isMasked, counts, checksum, content }`, columns as
 * arrays, keys and records in a fixed order, so that equal engagements give equal bytes. The checksum is
 * the SHA-256 of the text of everything else. Returned in parts, for a Blob.
 */
export async function writeSnapshot(
  contents: EngagementContents,
  head: Omit<SnapshotHead, 'version'> = wholeHead,
): Promise<string[]> {
  const content = contentText(contents);
  const said = { ...head, version: snapshotVersion, counts: countsOf(contents) };
  const checksum = await checksumOf(said, content);
  // What could not be read again is no backup.
  scanJson(content);
  const text = JSON.stringify({ ...headOf(said), checksum });
  return [`${text.slice(0, -1)},"content":`, content, '}\n'];
}

/** The checksum a snapshot of the contents would have. */
export function checksumFor(
  contents: EngagementContents,
  head: Omit<SnapshotHead, 'version'>,
): Promise<string> {
  const said = { ...head, version: snapshotVersion, counts: countsOf(contents) };
  return checksumOf(said, contentText(contents));
}

interface Said extends SnapshotHead {
  readonly counts?: Readonly<Record<string, number>> | SnapshotCounts | undefined;
}

/** The head in the order it is written. */
const headOf = ({ version, app, scope, isMasked, counts }: Said) => ({
  format: snapshotFormat,
  version,
  app,
  scope,
  isMasked,
  counts,
});

/** Until version 5 the head said nothing, and only the content was covered. */
function checksumOf(said: Said, content: string): Promise<string> {
  return sha256(said.version < 6 ? content : `${JSON.stringify(headOf(said))}${content}`);
}

/** Signs of recordings that one text can hold beside everything else; about 20 hours. */
const mostRecordedSigns = 400_000_000;

function contentText(contents: EngagementContents): string {
  const recorded = contents.recordings.reduce((sum, { data }) => sum + data.byteLength, 0);
  if ((recorded * 4) / 3 > mostRecordedSigns) throw new AppError('error.snapshotTooLargeToWrite');
  const { engagement, model, cleaning, seen, sources, recordings, stamps, ...lists } =
    ordered(contents);
  // Parsing puts the keys into the schemas' order, whatever order they were stored in.
  const entries = contentSchema.entries;
  const listed = keptNames.flatMap((name) =>
    name === 'recordings' ? [] : [[name, v.parse(entries[name], lists[name])] as const],
  );
  return JSON.stringify({
    engagement: v.parse(entries.engagement, { ...engagement, deletedAt: null, backedUpAt: null }),
    model: v.parse(entries.model, model),
    cleaning: v.parse(entries.cleaning, cleaning),
    ...Object.fromEntries(listed),
    seen: v.parse(entries.seen, seen),
    stamps: stamps.map(({ table, key, fields, deleted }) => ({
      table,
      key,
      fields: Object.entries(fields).map(([field, { at, by }]) => [field, at, by]),
      deleted: deleted && { at: deleted.at, by: deleted.by },
    })),
    recordings: recordings.map(({ interviewId, take, index, mimeType, data }) => ({
      interviewId,
      take,
      index,
      mimeType,
      data: toBase64(new Uint8Array(data)),
    })),
    sources: sources.map(({ source, chunks }) => ({
      source: v.parse(entries.sources.item.entries.source, source),
      chunks: chunks.map(({ rowCount, columns }) => ({
        rowCount,
        columns: columns.map(columnToJson),
      })),
    })),
  });
}

/** The contents with every list in an order of its own, whatever order they were stored in. */
function ordered(contents: EngagementContents): EngagementContents {
  return {
    ...contents,
    ...mapKept(contents, (name, records) =>
      sortedBy(records, (record) =>
        keyParts(keptOf(name), record as AnyRecord)
          .map((part) => (typeof part === 'number' ? String(part).padStart(20, '0') : String(part)))
          .join(' '),
      ),
    ),
    stamps: sortedBy(contents.stamps, ({ table, key }) => `${table} ${key}`).map((stamp) => ({
      ...stamp,
      fields: sortedKeys(stamp.fields),
    })),
    seen: sortedKeys(contents.seen),
  };
}

function sortedBy<T>(list: readonly T[], keyOf: (item: T) => string): T[] {
  return list
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}

function sortedKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Reads a snapshot's text. Throws an `AppError` that says what is wrong: no JSON, another format, a newer
 * version, a changed file, nesting beyond reason, or the place where the content breaks a rule.
 */
export async function readSnapshot(text: string): Promise<ReadSnapshot> {
  return readParsedSnapshot(parseJson(text));
}

/** Reads what {@link parseJson} has parsed; see {@link readSnapshot}. */
export async function readParsedSnapshot(parsed: unknown): Promise<ReadSnapshot> {
  const head = v.safeParse(headSchema, parsed);
  if (!head.success) throw new AppError('error.snapshotForeign');
  const { version, app, scope, isMasked, checksum, content, counts } = head.output;
  if (version > snapshotVersion) {
    throw new AppError('error.snapshotTooNew', { found: version, known: snapshotVersion });
  }
  const saysTooMuch = version < 6 && (app !== '' || counts !== undefined);
  if (saysTooMuch || (await checksumOf(head.output, JSON.stringify(content))) !== checksum) {
    throw new AppError('error.snapshotChanged');
  }
  const result = v.safeParse(contentSchema, upgradedContent(content, version));
  if (!result.success) {
    const path = v.getDotPath(result.issues[0]) ?? '';
    throw new AppError('error.snapshotInvalid', { path });
  }
  const contents = assembleContents(result.output);
  const found = Object.entries(countsOf(contents));
  if (counts && found.some(([name, count]) => counts[name] !== count)) {
    throw new AppError('error.snapshotInvalid', { path: 'counts' });
  }
  return { version, app, scope, isMasked, checksum, contents };
}

/** Parses untrusted JSON; nothing in it can reach a prototype or exhaust the stack. */
export function parseJson(text: string): unknown {
  scanJson(text);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new AppError('error.snapshotNotJson');
  }
  refusePrototypeKeys(parsed);
  return parsed;
}

/** Keys that could reach a prototype are refused wherever they stand. */
function refusePrototypeKeys(root: unknown): void {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object') open.push(item);
      continue;
    }
    for (const key of Object.keys(value)) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
        throw new AppError('error.snapshotInvalid', { path: key });
      }
      open.push((value as Record<string, unknown>)[key]);
    }
  }
}
