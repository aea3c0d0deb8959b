import {
  chooseEncoding,
  encodingFromMark,
  encodingFromZeros,
  isSurelyUtf8,
  TextTrial,
  type Encoding,
  type EncodingChoice,
} from '../../domain/intake/encoding';
import { AppError } from '../../shared/AppError';
import type { OnProgress } from '../progress';
import type { CancelToken } from '../cancelToken';
import { fileBlocks, Fingerprint } from './readFile';

/** What a pass over all bytes of a text file shows. */
export interface ExaminedText extends EncodingChoice {
  readonly fingerprint: string;
}

/** Encodings tried beside UTF-8 where a file leaves any doubt. */
const others = ['gb18030', 'big5', 'windows-1252'] as const;

/**
 * Decides a text file's encoding over all its bytes (`formats.md`): its mark, else strict UTF-8,
 * else the most plausible of the others; close calls name their alternatives. `chosen` settles it.
 */
export async function detectEncoding(
  file: File,
  chosen: Encoding | null,
  onProgress: OnProgress,
  token: CancelToken,
): Promise<ExaminedText> {
  const fingerprint = new Fingerprint();
  const utf8 = new TextTrial('utf-8');
  let marked: Encoding | null = null;
  let bytesDone = 0;
  for await (const block of fileBlocks(file)) {
    token.check();
    if (bytesDone === 0) marked = encodingFromMark(block) ?? encodingFromZeros(block);
    bytesDone += block.length;
    fingerprint.push(block);
    utf8.push(block, bytesDone >= file.size);
    onProgress({ bytesDone, bytesTotal: file.size, rows: 0 });
  }
  const finished = await fingerprint.finish();
  const settled = chosen ?? marked;
  if (settled !== null) return { encoding: settled, alternatives: [], fingerprint: finished };
  const first = utf8.result;
  if (isSurelyUtf8(first)) return { encoding: 'utf-8', alternatives: [], fingerprint: finished };
  // Western text is valid UTF-8 only where it is UTF-8.
  const tried = others.filter((one) => one !== 'windows-1252' || !first.isValid);
  const trials = tried.map((encoding) => new TextTrial(encoding));
  bytesDone = 0;
  for await (const block of fileBlocks(file)) {
    token.check();
    bytesDone += block.length;
    for (const trial of trials) trial.push(block, bytesDone >= file.size);
  }
  const damage = first.isValid ? null : await utf8Damage(file, token);
  if (damage !== null) {
    throw new AppError('error.damagedUtf8', { file: file.name, line: damage });
  }
  const choice = chooseEncoding([first, ...trials.map(({ result }) => result)]);
  if (choice === null) throw new AppError('error.unknownEncoding', { file: file.name });
  return { ...choice, fingerprint: finished };
}

/** Up to this share of wrong characters a file is damaged UTF-8 rather than another encoding. */
const mostDamage = 0.05;

/** Line of the first wrong byte of a file that is UTF-8 but for a few; null for any other. */
async function utf8Damage(file: File, token: CancelToken): Promise<number | null> {
  const decoder = new TextDecoder('utf-8');
  let valid = 0;
  let wrong = 0;
  let line = 1;
  let firstLine: number | null = null;
  let bytesDone = 0;
  for await (const block of fileBlocks(file)) {
    token.check();
    bytesDone += block.length;
    const text = decoder.decode(block, { stream: bytesDone < file.size });
    for (const [character] of text.matchAll(/\n|[^\p{ASCII}]/gu)) {
      if (character === '\n') line++;
      else if (character === '\ufffd') {
        wrong++;
        firstLine ??= line;
      } else valid++;
    }
  }
  return valid >= 10 && wrong <= mostDamage * valid ? firstLine : null;
}
