import { fileKind } from '../../domain/intake/fileKind';
import { findQuestions } from '../../domain/intake/findQuestions';
import { profileQuestion } from '../../domain/intake/profileQuestion';
import { markReversedItems } from '../../domain/intake/reversedItems';
import { proposeRoles } from '../../domain/intake/proposeRoles';
import { deriveCells, type Reading, type TableShape } from '../../domain/intake/question';
import { recogniseTable } from '../../domain/intake/platforms/recognise';
import { matchRecipe, platformByRecipe } from '../../domain/intake/recipe';
import { guessDelimiter, type RawRecords } from '../../domain/intake/recordParser';
import { lookAlikes } from '../../domain/intake/variants';
import { isBlankRecord, TableReader } from '../../domain/intake/tableReader';
import type { RefusedRecord } from '../../domain/table/source';
import { AppError } from '../../shared/AppError';
import { loadModel } from '../../storage/modelStore';
import { listRecipes, listSources } from '../../storage/sourceStore';
import type {
  EncodingDoubt,
  FileReading,
  Inspection,
  ReadingOptions,
  SheetSummary,
} from '../../domain/intake/inspection';
import type { OnProgress } from '../progress';
import type { CancelToken } from '../cancelToken';
import { detectEncoding } from './detectEncoding';
import { findOverlap } from './findOverlap';
import { fileBlocks, fileStart, Fingerprint, unpacked } from './readFile';
import { readRecords, withFileName, worksheetRecords, type RecordsRead } from './readRecords';
import { readWorkbook } from './readWorkbook';

/** Answers of a question that are handed on: of words, the frequent ones; of figures, all. */
const listedAnswers = 60;
const listedFigures = 5_000;

/** Refused records that are listed with their line; further ones are only counted. */
export const listedRefusals = 1_000;

/** Rows that roles are proposed from. Files that fit into them are counted to the end. */
const profiledRows = 30_000;

/** Cells that roles are proposed from, so that very wide tables stay within reach. */
const profiledCells = 4_000_000;

/** Rows that the direction of answers is judged from. */
const correlatedRows = 2_000;

/** Records that the platform and the header are recognised from. */
const recognisedRecords = 200;

/** A file opened so far that its records can be read. */
interface OpenedFile {
  readonly fingerprint: string;
  readonly reading: FileReading;
  readonly doubts: readonly EncodingDoubt[];
  readonly sheets: readonly SheetSummary[];
  records(): AsyncIterable<RecordsRead> | Iterable<RecordsRead>;
}

/**
 * Finds out what a file is: encoding over all its bytes, delimiter or worksheet, platform, header,
 * questions, and a proposed role for each from its first rows. Nothing is stored.
 */
export async function inspectFile(
  file: File,
  engagementId: string | null,
  options: ReadingOptions,
  onProgress: OnProgress,
  token: CancelToken,
): Promise<Inspection> {
  if (file.size === 0) throw new AppError('error.fileEmpty', { file: file.name });
  const { content, kind } = await contentOf(file);
  const opened =
    kind === 'workbook'
      ? await openWorkbook(content, options)
      : await openText(content, options, onProgress, token);
  token.check();

  const raw: RecordsRead[] = [];
  let seen = 0;
  let width = 0;
  let isWhole = true;
  for await (const block of opened.records()) {
    token.check();
    raw.push(block);
    for (const record of block.records) width = Math.max(width, usedWidth(record));
    seen += block.records.length;
    const isEnough = seen >= profiledRows || seen * width >= profiledCells;
    if (isEnough && block.bytesDone < content.size) {
      isWhole = false;
      break;
    }
  }
  const start = firstRecords(raw);
  if (start.length === 0) throw new AppError('error.fileEmpty', { file: file.name });
  // A worksheet is known to its last cell; in a text file one wide line may be a broken one.
  const knownWidth = kind === 'workbook' ? width : 0;
  const recipes = engagementId === null ? [] : await listRecipes(engagementId);
  const { recognition, layout } = recogniseTable(
    start,
    knownWidth,
    options.platform ?? platformByRecipe(recipes, recogniseTable(start, knownWidth).layout.header),
  );
  const reader = new TableReader(layout);
  const rows: string[][] = [];
  const refused: RefusedRecord[] = [];
  let refusedCount = 0;
  let shortRecordCount = 0;
  let firstShortLine: number | null = null;
  for (const block of raw) {
    token.check();
    const parsed = withFileName(file, () => reader.push(block));
    for (const row of parsed.rows) rows.push(row);
    refusedCount += parsed.refused.length;
    refused.push(...parsed.refused.slice(0, listedRefusals - refused.length));
    shortRecordCount += parsed.shortRecordCount;
    firstShortLine ??= parsed.firstShortLine;
  }
  const [firstRefused] = refused;
  if (rows.length === 0 && firstRefused) {
    throw new AppError('error.allRefused', { file: file.name, line: firstRefused.line });
  }
  if (rows.length === 0) throw new AppError('error.headerOnly', { file: file.name });

  const looked = rows.slice(0, profiledRows);
  const { questions, derivations } = findQuestions(recognition, looked);
  token.check();
  deriveCells(looked, derivations);
  const { missing, platform, isPositional, signs } = recognition;
  const shape: TableShape = {
    platform,
    kind: recognition.kind,
    signs,
    layout,
    missing,
    isPositional,
    derivations,
    questions,
  };
  const profiled = questions.map((question) => ({
    question,
    profile: profileQuestion(question, looked, missing),
  }));
  const model = engagementId === null ? null : await loadModel(engagementId);
  const { kind: sourceKind } = recognition;
  const context = { kind: sourceKind, platform, isPositional, model };
  const proposals = markReversedItems(
    proposeRoles(profiled, context),
    profiled,
    looked.slice(0, correlatedRows),
    missing,
  );
  const recipe = matchRecipe(recipes, questions, platform, recognition.kind);
  const sources = engagementId === null ? [] : await listSources(engagementId);
  const twin = sources.find(
    ({ fingerprint, sheet }) =>
      fingerprint === opened.fingerprint && sheet === opened.reading.sheet,
  );
  return {
    fileName: file.name,
    fileSize: file.size,
    fingerprint: opened.fingerprint,
    reading: opened.reading,
    encodingDoubts: opened.doubts,
    sheets: opened.sheets,
    shape,
    rowCount: rows.length,
    isWhole,
    refused,
    refusedCount,
    shortRecordCount,
    firstShortLine,
    strayQuoteLine: raw.at(-1)?.strayQuoteLine ?? null,
    twin: twin ? { fileName: twin.fileName, importedAt: twin.importedAt } : null,
    recipe,
    overlap:
      engagementId === null || twin
        ? null
        : await findOverlap(
            engagementId,
            looked,
            questions,
            proposals.map(({ plan }, index) => recipe?.plans[index] ?? plan),
          ),
    columns: profiled.map(({ question, profile }, index) => {
      const proposal = proposals[index] as (typeof proposals)[number];
      const isHidden = proposal.note === 'personal';
      const isFigure = profile.numericCount >= 0.9 * (profile.rowCount - profile.blankCount);
      return {
        header: question.header,
        stem: question.stem,
        item: question.item,
        samples: isHidden ? [] : profile.samples.map((sample) => sample.slice(0, 120)),
        distinctCount: profile.distinctCount,
        blankCount: profile.blankCount,
        isDateAmbiguous: profile.isDateAmbiguous,
        lookAlikes:
          proposal.plan.kind === 'segment' ? lookAlikes(profile.distinct).slice(0, 3) : [],
        isOneCell: question.reading.kind !== 'columns',
        answering: answeringOf(question.reading),
        proposal,
        answers: isHidden
          ? []
          : profile.distinct.slice(0, isFigure ? listedFigures : listedAnswers),
      };
    }),
  };
}

function answeringOf(reading: Reading): 'one' | 'several' | 'ranked' {
  if (reading.kind === 'cell') return 'one';
  return reading.isRanked ? 'ranked' : 'several';
}

/** The file unpacked, and whether it is text or a workbook; anything else is refused by name. */
export async function contentOf(
  file: File,
): Promise<{ readonly content: File; readonly kind: 'text' | 'workbook' }> {
  let content = file;
  let kind = fileKind(await fileStart(file));
  if (kind === 'gzip') {
    content = await unpacked(file);
    if (content.size === 0) throw new AppError('error.fileEmpty', { file: file.name });
    kind = fileKind(await fileStart(content));
  }
  if (kind === 'zip' || kind === 'compound') return { content, kind: 'workbook' };
  if (kind === 'text') return { content, kind };
  throw new AppError(`error.foreignFile.${kind === 'gzip' ? 'zip' : kind}`, { file: file.name });
}

async function openText(
  file: File,
  options: ReadingOptions,
  onProgress: OnProgress,
  token: CancelToken,
): Promise<OpenedFile> {
  const { encoding, alternatives, fingerprint } = await detectEncoding(
    file,
    options.encoding,
    onProgress,
    token,
  );
  const start = await textStart(file, encoding);
  const delimiter = options.delimiter ?? guessDelimiter(start.replace(/\r\n?/gu, '\n'));
  const reading = { encoding, delimiter, sheet: null };
  const doubts = alternatives.length === 0 ? [] : [encoding, ...alternatives];
  return {
    fingerprint,
    reading,
    doubts: await Promise.all(
      doubts.map(async (one) => ({
        encoding: one,
        preview: previewOf(await textStart(file, one)),
      })),
    ),
    sheets: [],
    records: () => readRecords(file, reading),
  };
}

async function openWorkbook(file: File, options: ReadingOptions): Promise<OpenedFile> {
  const fingerprint = new Fingerprint();
  for await (const block of fileBlocks(file)) fingerprint.push(block);
  const sheets = await readWorkbook(file, null);
  const chosen =
    sheets.find(({ name }) => name === options.sheet) ??
    sheets.find(({ records }) => looksLikeTable(records)) ??
    sheets.find(({ records }) => records.length > 0);
  if (!chosen) throw new AppError('error.workbookEmpty', { file: file.name });
  const headerOf = (records: readonly (readonly string[])[]) => (records[0] ?? []).join('\u0001');
  return {
    fingerprint: await fingerprint.finish(),
    reading: { encoding: 'utf-8', delimiter: ',', sheet: chosen.name },
    doubts: [],
    sheets: sheets.map(({ name, records }) => ({
      name,
      recordCount: records.length,
      hasSameHeader: records.length > 1 && headerOf(records) === headerOf(chosen.records),
    })),
    records: () => worksheetRecords(file, chosen),
  };
}

/** At least two rows of two columns below each other. */
function looksLikeTable(records: readonly (readonly string[])[]): boolean {
  return records.filter((record) => record.length > 1).length > 1;
}

async function textStart(file: File, encoding: FileReading['encoding']): Promise<string> {
  const bytes = await file.slice(0, 262_144).arrayBuffer();
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}

/** Text beyond ASCII from the file's start, to tell by eye whether an encoding is the right one. */
function previewOf(text: string): string {
  const pieces = [...text.matchAll(/[^\r\n]{0,16}[^\p{ASCII}][^\r\n]{0,16}/gu)].slice(0, 3);
  return pieces.map(([piece]) => `…${piece}…`).join(' ');
}

/** The leading records that are not blank. */
function firstRecords(blocks: readonly RawRecords[]): (readonly string[])[] {
  const start: (readonly string[])[] = [];
  for (const { records } of blocks) {
    for (const record of records) {
      if (!isBlankRecord(record)) start.push(record);
      if (start.length >= recognisedRecords) return start;
    }
  }
  return start;
}

function usedWidth(record: readonly string[]): number {
  let width = record.length;
  while (width > 0 && (record[width - 1] as string).trim() === '') width--;
  return width;
}
