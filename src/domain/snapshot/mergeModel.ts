import {
  indicatorsOf,
  newDimension,
  nodesOf,
  type Dimension,
  type Indicator,
  type IndicatorModel,
  type ModelVersion,
} from '../model/indicatorModel';
import { ratedIds } from '../table/source';
import { withInterviewTable, type EngagementContents } from './contents';
import { equal } from '../../shared/equal';
import type { Side } from '../kept/kept';
import type { Choices, Conflict } from './mergeRecords';

/** What can be said of a node by itself, without its place and weight. */
const nodeFields = [
  'name',
  'description',
  'isLocked',
  'target',
  'baseline',
  'benchmark',
  'anchors',
] as const;
const lineFields = ['target', 'baseline', 'benchmark'] as const;

type Node = Dimension | Indicator;
type Content = EngagementContents;

export interface MergedModel {
  readonly model: IndicatorModel;
  readonly versions: readonly ModelVersion[];
  readonly isChanged: boolean;
  readonly conflicts: readonly Conflict[];
}

/**
 * Two models that grew from one version, as one: of every line and wording the side that changed it, of
 * places and weights the side that changed any. Where both did, it is a conflict and the model saved last
 * counts; indicators that only the other has are kept with weight 0. Every version of both stays.
 */
export function mergeModel(mine: Content, theirs: Content, choices: Choices): MergedModel {
  const unchanged = {
    model: mine.model,
    versions: mine.modelVersions,
    isChanged: false,
    conflicts: [],
  };
  const known = new Set(mine.modelVersions.map(printOf));
  const rated = ratedIds([mine, theirs].flatMap(withInterviewTable).map(({ source }) => source));
  const isWhole = (model: IndicatorModel) => {
    const there = new Set(indicatorsOf(model).map(({ indicator }) => indicator.id));
    return [...rated].every((id) => there.has(id));
  };
  const isKnown = sameTree(mine.model, theirs.model) || known.has(printOf(currentOf(theirs)));
  if (isKnown && isWhole(mine.model)) return unchanged;
  const prints = new Set(theirs.modelVersions.map(printOf));
  const base = [...mine.modelVersions]
    .sort((a, b) => b.version - a.version)
    .find((version) => prints.has(printOf(version)));
  const conflicts: Conflict[] = [];
  const tree =
    base && sameTree(base.model, mine.model) && isWhole(theirs.model)
      ? theirs.model
      : threeWay(base?.model ?? null, mine, theirs, rated, choices, conflicts);
  if (isKnown && sameTree(tree, mine.model)) return unchanged;
  const news = theirs.modelVersions
    .filter((version) => !known.has(printOf(version)))
    .sort((a, b) => a.version - b.version);
  let last = Math.max(...mine.modelVersions.map(({ version }) => version));
  const added = news.map((one): ModelVersion => {
    last += 1;
    return { ...one, version: last, model: { ...one.model, version: last } };
  });
  const newest = added.at(-1);
  if (newest && sameTree(newest.model, tree)) {
    return {
      model: newest.model,
      versions: [...mine.modelVersions, ...added],
      isChanged: true,
      conflicts,
    };
  }
  const updatedAt = Math.max(mine.model.updatedAt, theirs.model.updatedAt) + 1;
  const { engagementId } = mine.model;
  const model = { ...tree, engagementId, version: last + 1, updatedAt };
  const version = { engagementId, version: last + 1, savedAt: updatedAt, note: '', model };
  return {
    model,
    versions: [...mine.modelVersions, ...added, version],
    isChanged: true,
    conflicts,
  };
}

function threeWay(
  base: IndicatorModel | null,
  mine: Content,
  theirs: Content,
  /** What has answers on either side is never left out. */
  rated: ReadonlySet<string>,
  choices: Choices,
  conflicts: Conflict[],
): IndicatorModel {
  const newest: Side = theirs.model.updatedAt > mine.model.updatedAt ? 'theirs' : 'mine';
  /** The side whose value counts; asks where both changed it to different things. */
  const decide = (key: string, field: string, was: unknown, a: unknown, b: unknown): Side => {
    if (equal(a, b) || equal(b, was)) return 'mine';
    if (equal(a, was)) return 'theirs';
    const id = `models ${key} ${field}`;
    const wins = choices.get(id) ?? newest;
    conflicts.push({ id, table: 'models', key, field, mine: a, theirs: b, wins });
    return wins;
  };
  const places = [base, mine.model, theirs.model].map((one) => (one ? placesOf(one) : null));
  const shape = decide('', 'structure', places[0], places[1], places[2]);
  const [winner, loser] =
    shape === 'mine' ? [mine.model, theirs.model] : [theirs.model, mine.model];
  const nodes = (model: IndicatorModel | null) =>
    new Map(model ? nodesOf(model).map(({ node }) => [node.id, node]) : []);
  const [before, ours, others] = [nodes(base), nodes(mine.model), nodes(theirs.model)];

  const settled = <T extends Node>(node: T): T => {
    const [was, a, b] = [before.get(node.id), ours.get(node.id), others.get(node.id)];
    if (!a || !b) return node;
    const fields = nodeFields.map((field) => {
      const of = (one: Node | undefined) => (one as Partial<Indicator> | undefined)?.[field];
      const side = decide(node.id, field, of(was), of(a), of(b));
      return [field, of(side === 'mine' ? a : b)] as const;
    });
    return { ...node, ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)) };
  };
  /** Missing in the winner, and not because the winner took it out knowingly. */
  const isNew = ({ id }: Node) => !before.has(id) || rated.has(id);
  const there = nodes(winner);
  const missing = <T extends Node>(list: readonly T[]): T[] =>
    list
      .filter((node) => !there.has(node.id) && isNew(node))
      .map((node) => ({ ...node, weight: 0 }));
  const fellows = new Map(nodesOf(loser).map(({ node }) => [node.id, node]));

  const dimensions = winner.dimensions.map((dimension): Dimension => {
    const other = fellows.get(dimension.id) as Dimension | undefined;
    return settled({
      ...dimension,
      indicators: [
        ...dimension.indicators.map((indicator) => {
          const twin = fellows.get(indicator.id) as Indicator | undefined;
          // An indicator that was answered itself has no parts, unless those were answered too.
          const own = rated.has(indicator.id) && !indicator.parts.some(({ id }) => rated.has(id));
          const parts = own ? [] : [...indicator.parts.map(settled), ...missing(twin?.parts ?? [])];
          return settled({ ...indicator, parts });
        }),
        ...missing(other?.indicators ?? []),
      ],
    });
  });
  const extra = loser.dimensions.flatMap((dimension): Dimension[] => {
    if (there.has(dimension.id)) return [];
    const kept = dimension.indicators.filter((one) => !there.has(one.id) && isNew(one));
    if (!isNew(dimension) && kept.length === 0) return [];
    return [
      {
        ...newDimension(dimension.id, dimension.name, 0),
        ...dimension,
        weight: 0,
        indicators: kept,
      },
    ];
  });
  const lines = lineFields.map((line) => {
    const side = decide('', line, base?.[line], mine.model[line], theirs.model[line]);
    return [line, (side === 'mine' ? mine : theirs).model[line]] as const;
  });
  return { ...winner, ...Object.fromEntries(lines), dimensions: [...dimensions, ...extra] };
}

/** Which node stands where, with its weight. */
function placesOf(model: IndicatorModel): unknown {
  return model.dimensions.map(({ id, weight, indicators }) => [
    id,
    weight,
    indicators.map((indicator) => [
      indicator.id,
      indicator.weight,
      indicator.parts.map((part) => [part.id, part.weight]),
    ]),
  ]);
}

function currentOf({ model, modelVersions }: Content): ModelVersion {
  const { engagementId, version, updatedAt } = model;
  return (
    modelVersions.find((one) => one.version === version) ?? {
      engagementId,
      version,
      savedAt: updatedAt,
      note: '',
      model,
    }
  );
}

/** What a version is known by on any device, whatever number it has there. */
function printOf({ savedAt, note, model }: ModelVersion): string {
  const { target, baseline, benchmark, dimensions } = model;
  return JSON.stringify([savedAt, note, target, baseline, benchmark, canonical(dimensions)]);
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, canonical(inner)]);
}

function sameTree(a: IndicatorModel, b: IndicatorModel): boolean {
  return (
    equal(a.dimensions, b.dimensions) && lineFields.every((line) => Object.is(a[line], b[line]))
  );
}
