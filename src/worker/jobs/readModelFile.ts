import Papa from 'papaparse';
import type { Dimension, IndicatorModel, ReferenceLines } from '../../domain/model/indicatorModel';
import { dimensionsOfLines, withKnownIds } from '../../domain/model/modelFile';
import { readModelJson } from '../../domain/model/modelJson';
import { newId } from '../../shared/ids';
import { CancelToken } from '../cancelToken';
import { detectEncoding } from './detectEncoding';
import { readWorkbook } from './readWorkbook';

/** A model read from a file: its tree, and the overall lines where the file has them. */
export type ReadModel = Partial<ReferenceLines> & { readonly dimensions: readonly Dimension[] };

/**
 * Reads a model from JSON, CSV or a workbook's first sheet. Nodes that the model has by the same name
 * keep their ids, and with them their answers. Throws an `AppError` naming line and column.
 */
export async function readModelFile(file: File, model: IndicatorModel): Promise<ReadModel> {
  const read = await contentOf(file);
  return { ...read, dimensions: withKnownIds(read.dimensions, model) };
}

async function contentOf(file: File): Promise<ReadModel> {
  if (/\.xlsx?$/iu.test(file.name)) {
    const [sheet] = await readWorkbook(file, null);
    return { dimensions: dimensionsOfLines(sheet?.records ?? [], newId) };
  }
  const silent = () => undefined;
  const { encoding } = await detectEncoding(file, null, silent, new CancelToken());
  const text = new TextDecoder(encoding).decode(await file.arrayBuffer());
  if (/^\s*\{/u.test(text)) return readModelJson(text);
  const { data } = Papa.parse<string[]>(text.trim());
  return { dimensions: dimensionsOfLines(data, newId) };
}
