import Papa from 'papaparse';
import { CancelToken } from '../cancelToken';
import { detectEncoding } from './detectEncoding';
import { readWorkbook } from './readWorkbook';

/** The text of a small file, in whatever encoding it is. */
export async function readText(file: File): Promise<string> {
  const { encoding } = await detectEncoding(file, null, () => undefined, new CancelToken());
  return new TextDecoder(encoding).decode(await file.arrayBuffer());
}

/** The cells of a small CSV file, or of a workbook's first sheet, line by line. */
export async function readLines(file: File): Promise<readonly (readonly string[])[]> {
  if (/\.xlsx?$/iu.test(file.name)) {
    const [sheet] = await readWorkbook(file, null);
    return sheet?.records ?? [];
  }
  return linesOf(await readText(file));
}

/** The cells of a text of comma-separated lines. */
export function linesOf(text: string): string[][] {
  return Papa.parse<string[]>(text.trim()).data;
}
