import { indicatorsOf, nodesOf, type IndicatorModel } from '../../domain/model/indicatorModel';
import { modelLines, type ReadModel } from '../../domain/model/modelFile';
import { t } from '../../i18n/translate';
import { downloadFile, pickFiles } from '../../ui/fileInput';
import { analysis } from '../../worker/analysisClient';

/** Formats a model can be written in; all of them can be read back. */
export const modelFormats = ['xlsx', 'csv', 'json'] as const;
export type ModelFormat = (typeof modelFormats)[number];

/** Writes a model to a file and hands it to the browser. */
export async function exportModel(
  model: IndicatorModel,
  name: string,
  format: ModelFormat,
): Promise<void> {
  const fileName = `${name} ${t('model.fileName', { version: String(model.version) })}.${format}`;
  if (format === 'json') {
    // The checks of a model's file are loaded when first needed.
    const { modelJson } = await import('../../domain/model/modelJson');
    downloadFile(new Blob([modelJson(model)], { type: 'application/json' }), fileName);
    return;
  }
  const blob = await analysis().writeTable(modelLines(model), format, t('room.model'));
  downloadFile(blob, fileName);
}

/** Asks for a file with a model; null when none was chosen. */
export async function importModel(model: IndicatorModel): Promise<ReadModel | null> {
  const [file] = await pickFiles('.json,.csv,.xlsx,.xls', false);
  return file ? analysis().readModelFile(file, model) : null;
}

/** Names of rated indicators that another tree does not rate any more: their answers would not count. */
export function lostIndicators(
  model: IndicatorModel,
  tree: Pick<IndicatorModel, 'dimensions'>,
  rated: ReadonlySet<string>,
): string[] {
  const kept = new Set(indicatorsOf({ ...model, ...tree }).map(({ indicator }) => indicator.id));
  return nodesOf(model)
    .filter(({ node }) => rated.has(node.id) && !kept.has(node.id))
    .map(({ node }) => node.name);
}
