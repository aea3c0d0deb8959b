import Papa from 'papaparse';
import type { IndicatorModel } from '../../domain/model/indicatorModel';
import { dimensionsOfLines, withKnownIds, type ReadModel } from '../../domain/model/modelFile';
import { readModelJson } from '../../domain/model/modelJson';
import { newId } from '../../shared/ids';
import { CancelToken } from '../cancelToken';
import { detectEncoding } from './detectEncoding';
import { readWorkbook } from './readWorkbook';

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
