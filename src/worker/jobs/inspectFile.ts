import { profileColumns } from '../../domain/intake/columnProfile';
import { encodingFromMark, StrictTrial, type Encoding } from '../../domain/intake/encoding';
import { foreignKind } from '../../domain/intake/fileKind';
import { proposeRoles } from '../../domain/intake/proposeRoles';
import { guessDelimiter } from '../../domain/intake/recordReader';
import type { RefusedRecord } from '../../domain/table/source';
import { AppError } from '../../shared/AppError';
import type { Inspection, OnProgress, ReadingOptions } from '../api';
import type { CancelToken } from '../cancelToken';
import { Fingerprint, fileBlocks } from './readFile';
import { readRecords } from './readRecords';

/** Answers of a column that are handed on; a rating has far fewer. */
const listedAnswers = 60;

/** Rows that roles are proposed from. Files that fit into them are counted to the end. */
const profiledRows = 30_000;

/**
 * Finds out what a file is: encoding over all its bytes, delimiter, header, and a proposed role
 * for each column from its first rows. Nothing is stored.
 */
export async function inspectFile(
  file: File,
  options: ReadingOptions,
  onProgress: OnProgress,
  token: CancelToken,
): Promise<Inspection> {
  if (file.size === 0) throw new AppError('error.fileEmpty', { file: file.name });
  const { encoding, fingerprint } = await examineBytes(file, options, onProgress, token);
  const delimiter = options.delimiter ?? (await findDelimiter(file, encoding));

  const rows: (readonly string[])[] = [];
  const refused: RefusedRecord[] = [];
  let shortRecordCount = 0;
  let header: readonly string[] | null = null;
  let isWhole = true;
  for await (const block of readRecords(file, encoding, delimiter)) {
    token.check();
    ({ header } = block);
    for (const row of block.rows) rows.push(row);
    refused.push(...block.refused.slice(0, 1_000 - refused.length));
    shortRecordCount += block.shortRecordCount;
    if (rows.length >= profiledRows && block.bytesDone < file.size) {
      isWhole = false;
      break;
    }
  }
  if (header === null) throw new AppError('error.fileEmpty', { file: file.name });
  if (rows.length === 0) throw new AppError('error.headerOnly', { file: file.name });

  const profiles = profileColumns(header, rows.slice(0, profiledRows));
  const proposals = proposeRoles(profiles);
  return {
    fileName: file.name,
    fileSize: file.size,
    fingerprint,
    encoding,
    delimiter,
    rowCount: rows.length,
    isWhole,
    refused,
    shortRecordCount,
    columns: profiles.map((profile, index) => {
      const proposal = proposals[index] as (typeof proposals)[number];
      return {
        header: profile.header,
        samples: profile.samples.map((sample) => sample.slice(0, 120)),
        distinctCount: profile.distinctCount,
        blankCount: profile.blankCount,
        proposal,
        answers: proposal.note === 'personal' ? [] : profile.distinct.slice(0, listedAnswers),
      };
    }),
  };
}

async function examineBytes(
  file: File,
  options: ReadingOptions,
  onProgress: OnProgress,
  token: CancelToken,
): Promise<{ encoding: Encoding; fingerprint: string }> {
  const fingerprint = new Fingerprint();
  const utf8 = new StrictTrial('utf-8');
  let marked: Encoding | null = null;
  let bytesDone = 0;
  for await (const block of fileBlocks(file)) {
    token.check();
    if (bytesDone === 0) {
      refuseForeign(block, file.name);
      marked = encodingFromMark(block);
    }
    bytesDone += block.length;
    fingerprint.push(block);
    utf8.push(block, bytesDone >= file.size);
    onProgress({ bytesDone, bytesTotal: file.size, rows: 0 });
  }
  const encoding = options.encoding ?? marked ?? (utf8.holds ? 'utf-8' : 'gb18030');
  if (encoding === 'gb18030' && options.encoding === null && !(await isGb18030(file, token))) {
    throw new AppError('error.unknownEncoding', { file: file.name });
  }
  return { encoding, fingerprint: await fingerprint.finish() };
}

async function isGb18030(file: File, token: CancelToken): Promise<boolean> {
  const trial = new StrictTrial('gb18030');
  let bytesDone = 0;
  for await (const block of fileBlocks(file)) {
    token.check();
    bytesDone += block.length;
    trial.push(block, bytesDone >= file.size);
    if (!trial.holds) return false;
  }
  return true;
}

function refuseForeign(start: Uint8Array, fileName: string): void {
  const kind = foreignKind(start, fileName);
  if (kind !== null) throw new AppError(`error.foreignFile.${kind}`, { file: fileName });
}

/** The delimiter of the first block's text. */
async function findDelimiter(file: File, encoding: Encoding): Promise<string> {
  for await (const block of fileBlocks(file)) {
    const start = block.subarray(0, 262_144);
    const text = new TextDecoder(encoding).decode(start, { stream: true });
    return guessDelimiter(text.replace(/\r\n?/gu, '\n'));
  }
  return ',';
}
