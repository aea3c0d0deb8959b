import * as v from 'valibot';
import { AppError } from '../../shared/AppError';
import { nodesOf, type IndicatorModel } from './indicatorModel';

const line = v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(5)));
const nodeEntries = {
  id: v.pipe(v.string(), v.minLength(1)),
  name: v.string(),
  description: v.string(),
  weight: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  isLocked: v.boolean(),
  target: line,
  baseline: line,
  benchmark: line,
};
const indicatorEntries = { ...nodeEntries, anchors: v.array(v.string()) };
const part = v.object({ ...indicatorEntries, parts: v.pipe(v.array(v.never()), v.maxLength(0)) });

/** What a model of a snapshot or a file must be. */
export const modelEntries = {
  target: line,
  baseline: line,
  benchmark: line,
  dimensions: v.array(
    v.object({
      ...nodeEntries,
      indicators: v.array(v.object({ ...indicatorEntries, parts: v.array(part) })),
    }),
  ),
};

const modelFormat = 'satiscope-model';
const fileSchema = v.object({
  format: v.literal(modelFormat),
  version: v.literal(1),
  model: v.object(modelEntries),
});

/** A model as the text of a JSON file. */
export function modelJson(model: IndicatorModel): string {
  const parsed = v.parse(v.object(modelEntries), model);
  return `${JSON.stringify({ format: modelFormat, version: 1, model: parsed }, null, 2)}\n`;
}

/** The tree and the overall lines of a model's JSON file. Throws an `AppError` naming the place. */
export function readModelJson(
  text: string,
): Pick<IndicatorModel, 'target' | 'baseline' | 'benchmark' | 'dimensions'> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new AppError('error.modelFileHeader');
  }
  const result = v.safeParse(fileSchema, parsed);
  if (!result.success) {
    throw new AppError('error.modelFileInvalid', {
      path: v.getDotPath(result.issues[0]) ?? '',
    });
  }
  const { model } = result.output;
  const ids = nodesOf({ engagementId: '', version: 0, updatedAt: 0, ...model }).map(
    ({ node }) => node.id,
  );
  if (new Set(ids).size !== ids.length) {
    throw new AppError('error.modelFileInvalid', { path: 'model.dimensions' });
  }
  return model;
}
