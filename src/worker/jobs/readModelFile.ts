import type { IndicatorModel } from '../../domain/model/indicatorModel';
import { dimensionsOfLines, withKnownIds, type ReadModel } from '../../domain/model/modelFile';
import { readModelJson } from '../../domain/model/modelJson';
import { newId } from '../../shared/ids';
import { linesOf, readLines, readText } from './readLines';

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
    return { dimensions: dimensionsOfLines(await readLines(file), newId) };
  }
  const text = await readText(file);
  if (/^\s*\{/u.test(text)) return readModelJson(text);
  return { dimensions: dimensionsOfLines(linesOf(text), newId) };
}
