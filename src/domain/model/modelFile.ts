import { AppError } from '../../shared/AppError';
import {
  newDimension,
  newIndicator,
  nodesOf,
  type Dimension,
  type Indicator,
  type IndicatorModel,
  type ReferenceLines,
} from './indicatorModel';

/** A model read from a file: its tree, and the overall lines where the file has them. */
export type ReadModel = Partial<ReferenceLines> & { readonly dimensions: readonly Dimension[] };

/** The columns of a model's table: one line per node, parts under their indicator. */
export const modelColumns = [
  'level',
  'name',
  'weight',
  'target',
  'baseline',
  'benchmark',
  'description',
  'anchor1',
  'anchor2',
  'anchor3',
  'anchor4',
  'anchor5',
] as const;

type Line = readonly (string | number)[];

/** A model as lines of a table, header first. Levels are 1 dimension, 2 indicator, 3 part. */
export function modelLines(model: IndicatorModel): Line[] {
  const cell = (value: number | null) => value ?? '';
  return [
    modelColumns,
    ...nodesOf(model).map(({ node, depth }): Line => {
      const anchors = 'anchors' in node ? node.anchors : [];
      return [
        depth + 1,
        node.name,
        node.weight,
        cell(node.target),
        cell(node.baseline),
        cell(node.benchmark),
        node.description,
        ...Array.from({ length: 5 }, (_, step) => anchors[step] ?? ''),
      ];
    }),
  ];
}

/**
 * The dimensions of a model's table, as {@link modelLines} writes it; columns may stand in any order and
 * only `level` and `name` are needed. Throws an `AppError` that names the line and the column.
 */
export function dimensionsOfLines(
  records: readonly (readonly string[])[],
  newId: () => string,
): Dimension[] {
  const header = (records[0] ?? []).map((cell) => cell.trim().toLowerCase());
  const place = (column: string) => header.indexOf(column);
  if (place('level') < 0 || place('name') < 0) throw new AppError('error.modelFileHeader');
  const dimensions: (Omit<Dimension, 'indicators'> & {
    indicators: (Omit<Indicator, 'parts'> & { parts: Indicator[] })[];
  })[] = [];
  records.slice(1).forEach((record, at) => {
    const line = at + 2;
    const text = (column: string) => (record[place(column)] ?? '').trim();
    if (record.every((cell) => cell.trim() === '')) return;
    const name = text('name');
    const refuse = (column: string): never => {
      throw new AppError('error.modelFileLine', { line, column });
    };
    if (name === '') refuse('name');
    const number = (column: string, least: number, most: number): number | null => {
      const raw = text(column).replace(/%$/u, '');
      if (raw === '') return null;
      const value = Number(raw);
      return Number.isFinite(value) && value >= least && value <= most ? value : refuse(column);
    };
    const weight = number('weight', 0, 100) ?? 0;
    const shared = {
      description: text('description'),
      target: number('target', 1, 5),
      baseline: number('baseline', 1, 5),
      benchmark: number('benchmark', 1, 5),
    };
    const anchors = [1, 2, 3, 4, 5].map((step) => text(`anchor${step}`));
    const indicator = {
      ...newIndicator(newId(), name, weight),
      ...shared,
      anchors: anchors.some((anchor) => anchor !== '') ? anchors : [],
      parts: [],
    };
    const dimension = dimensions.at(-1);
    switch (text('level')) {
      case '1':
        dimensions.push({ ...newDimension(newId(), name, weight), ...shared, indicators: [] });
        break;
      case '2':
        if (!dimension) refuse('level');
        else dimension.indicators.push(indicator);
        break;
      case '3': {
        const above = dimension?.indicators.at(-1);
        if (!above) refuse('level');
        else above.parts.push(indicator);
        break;
      }
      default:
        refuse('level');
    }
  });
  if (dimensions.length === 0) throw new AppError('error.modelFileEmpty');
  return dimensions;
}

/**
 * Gives the nodes of a read model the ids of the nodes of the same name in the same place, else of an
 * indicator of that name anywhere, so that the answers already imported stay with their indicators. No id
 * is given twice.
 */
export function withKnownIds(dimensions: readonly Dimension[], model: IndicatorModel): Dimension[] {
  const free = new Map(nodesOf(model).map(({ node, depth }) => [node.id, { node, depth }]));
  const take = (
    candidates: readonly { readonly id: string; readonly name: string }[],
    name: string,
  ) => {
    const found = candidates.find((one) => one.name === name && free.has(one.id));
    if (found) free.delete(found.id);
    return found?.id;
  };
  const indicators = nodesOf(model).flatMap(({ node, depth }) => (depth > 0 ? [node] : []));
  const placed = dimensions.map((dimension) => {
    const known = model.dimensions.find(({ id, name }) => name === dimension.name && free.has(id));
    if (known) free.delete(known.id);
    return { ...dimension, id: known?.id ?? dimension.id, known };
  });
  const settle = (indicator: Indicator, beside: readonly Indicator[]): Indicator => {
    const same = beside.find(({ name }) => name === indicator.name);
    // Its parts first: an indicator that becomes one of parts leaves its id to the part that is rated.
    const parts = indicator.parts.map((part) => ({
      ...part,
      id: take([...(same?.parts ?? []), ...beside, ...indicators], part.name) ?? part.id,
    }));
    return {
      ...indicator,
      id: take([...beside, ...indicators], indicator.name) ?? indicator.id,
      parts,
    };
  };
  return placed.map(({ known, ...dimension }) => ({
    ...dimension,
    indicators: dimension.indicators.map((indicator) => settle(indicator, known?.indicators ?? [])),
  }));
}
