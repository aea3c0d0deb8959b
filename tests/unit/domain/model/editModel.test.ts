import { describe, expect, it } from 'vitest';
import {
  moveProblem,
  placeOf,
  rebalancedModel,
  withMovedNode,
  withNewNode,
  withNode,
  withoutNode,
} from '../../../../src/domain/model/editModel';
import {
  newIndicator,
  nodesOf,
  type IndicatorModel,
} from '../../../../src/domain/model/indicatorModel';
import { rebalanceUnlocked, weightProblems } from '../../../../src/domain/model/weights';
import {
  lift,
  weightsOfModel,
  withEmphasis,
  withPreset,
} from '../../../../src/domain/model/weightPreset';
import { readyDimensions, readyModels } from '../../../../src/domain/model/readyModels';
import {
  dimensionsOfLines,
  modelLines,
  withKnownIds,
} from '../../../../src/domain/model/modelFile';
import { modelJson, readModelJson } from '../../../../src/domain/model/modelJson';
import { nodeWeights } from '../../../../src/domain/model/weights';
import { isAppError } from '../../../../src/shared/AppError';
import { modelOf } from '../../../support/models';

const model = modelOf({
  A: [60, { a: 50, b: [50, { x: 30, y: 70 }] }],
  B: [40, { c: 100 }],
});
const outline = (tree: IndicatorModel) =>
  nodesOf(tree).map(({ node, depth }) => `${'-'.repeat(depth)}${node.name} ${node.weight}`);
let next = 0;
const newId = () => `n${next++}`;

describe('moving', () => {
  it('changes only the order among siblings', () => {
    expect(outline(withMovedNode(model, 'B', { parentId: null, index: 0 }))).toEqual([
      'B 40',
      '-c 100',
      'A 60',
      '-a 50',
      '-b 50',
      '--x 30',
      '--y 70',
    ]);
  });
  it('under another node takes the mean weight there; both sets of siblings sum to 100 again', () => {
    const moved = withMovedNode(model, 'x', { parentId: 'B', index: 0 });
    // Beside c alone, x counts as much as c; y is all that is left of b.
    expect(outline(moved)).toEqual(['A 60', '-a 50', '-b 50', '--y 100', 'B 40', '-x 50', '-c 50']);
    expect(weightProblems(moved)).toEqual([]);
  });
  it('gives the place of every node', () => {
    expect(placeOf(model, 'y')).toEqual({ parentId: 'b', index: 1 });
    expect(placeOf(model, 'B')).toEqual({ parentId: null, index: 1 });
    expect(placeOf(model, 'zz')).toBeNull();
  });
  it.each([
    ['a', 'B', [], null],
    ['c', 'a', [], null],
    ['c', 'a', ['a'], 'isRated'],
    ['b', 'a', [], 'tooDeep'],
    ['a', 'x', [], 'tooDeep'],
    ['A', 'B', [], 'dimensionStays'],
    ['a', null, [], 'needsDimension'],
    ['b', 'x', [], 'intoItself'],
  ] as const)('%s under %s, rated %j: %s', (id, parent, rated, problem) => {
    expect(moveProblem(model, id, parent, new Set<string>(rated))).toBe(problem);
  });
});

describe('weights with locks', () => {
  const items = (entries: readonly (readonly [number, boolean])[]) =>
    entries.map(([weight, isLocked]) => ({ weight, isLocked }));
  it.each([
    // 20 stays; 30 and 10 share 80 as 60 and 20.
    [
      [
        [20, true],
        [30, false],
        [10, false],
      ],
      [20, 60, 20],
    ],
    // Nothing is open: nothing moves. Nothing is left: the open ones get nothing.
    [
      [
        [30, true],
        [10, true],
      ],
      [30, 10],
    ],
    [
      [
        [100, true],
        [100, false],
      ],
      [100, 0],
    ],
    [
      [
        [30, false],
        [10, false],
      ],
      [75, 25],
    ],
  ] as const)('%j become %j', (entries, expected) => {
    expect(rebalanceUnlocked(items(entries)).map(({ weight }) => weight)).toEqual(expected);
  });
  it('holds at every level', () => {
    const off = withNode(withNode(model, 'x', { weight: 10, isLocked: true }), 'A', { weight: 90 });
    expect(outline(rebalancedModel(off))).toEqual([
      'A 69.23',
      '-a 50',
      '-b 50',
      '--x 10',
      '--y 90',
      'B 30.77',
      '-c 100',
    ]);
  });
});

it('rebalancing keeps the weight just typed, while the others can give way', () => {
  const typed = withNode(modelOf({ A: [50, {}], B: [30, {}], C: [20, {}] }), 'A', { weight: 80 });
  const weights = (model: IndicatorModel) => model.dimensions.map(({ weight }) => weight);
  expect(weights(rebalancedModel(typed, null, 'A'))).toEqual([80, 12, 8]);
  expect(weights(rebalancedModel(withNode(typed, 'A', { weight: 120 }), null, 'A'))).toEqual([
    70.59, 17.65, 11.76,
  ]);
  expect(rebalancedModel(typed, null, 'A').dimensions.every(({ isLocked }) => !isLocked)).toBe(
    true,
  );
});

describe('adding and removing', () => {
  it('the first below a node is all of it, a further one gets the mean', () => {
    const first = withNewNode(modelOf({ A: [100, {}] }), 'A', newIndicator('n', 'n', 0));
    expect(outline(first)).toEqual(['A 100', '-n 100']);
    expect(outline(withNewNode(first, 'A', newIndicator('m', 'm', 0)))).toEqual([
      'A 100',
      '-n 50',
      '-m 50',
    ]);
  });
  it('what is left shares the weight of what goes', () => {
    expect(outline(withoutNode(model, 'a'))).toEqual([
      'A 60',
      '-b 100',
      '--x 30',
      '--y 70',
      'B 40',
      '-c 100',
    ]);
  });
});

describe('presets', () => {
  it('come back as they were, and leave later nodes their place', () => {
    const weights = weightsOfModel(model);
    const other = withNode(withNode(model, 'A', { weight: 10 }), 'B', { weight: 90 });
    expect(withPreset(other, weights)).toEqual(model);
    // c 100 of the preset and a newcomer of 50: 66.67 and 33.33.
    const grown = withNewNode(model, 'B', newIndicator('d', 'd', 0));
    expect(outline(withPreset(grown, weights)).slice(-2)).toEqual(['-c 66.67', '-d 33.33']);
  });
  it('an emphasis gives a node its share of the whole and leaves the rest in proportion', () => {
    expect(nodeWeights(withEmphasis(model, 'B', 70)).get('B')).toBe(70);
    // a has 30 of 100; at 40 the other 70 shrink to 60: b 30 → 25.71, B 40 → 34.29.
    const indicator = nodeWeights(withEmphasis(model, 'a', 40));
    expect(indicator.get('a')).toBeCloseTo(40, 1);
    expect(indicator.get('b')).toBeCloseTo((30 * 60) / 70, 1);
    expect(indicator.get('B')).toBeCloseTo((40 * 60) / 70, 1);
    // c is all of B: the dimension grows with it.
    expect(nodeWeights(withEmphasis(model, 'c', 55)).get('B')).toBeCloseTo(55, 9);
    expect(lift(model.dimensions, 'A', 100).map(({ weight }) => weight)).toEqual([100, 0]);
    expect(lift(model.dimensions, 'A', 0).map(({ weight }) => weight)).toEqual([0, 100]);
  });
});

describe('ready models', () => {
  it.each(readyModels)('%s: weights work and no two siblings share a name', (id) => {
    const dimensions = readyDimensions(id, (key) => key, newId);
    expect(weightProblems({ ...model, dimensions })).toEqual([]);
    expect(new Set(dimensions.map(({ name }) => name)).size).toBe(dimensions.length);
    expect(dimensions.every(({ indicators }) => indicators.length > 0)).toBe(true);
  });
  it('the composite is 35/35/15/15', () => {
    expect(readyDimensions('composite', (key) => key, newId).map(({ weight }) => weight)).toEqual([
      35, 35, 15, 15,
    ]);
  });
});

describe('a model as a file', () => {
  const full = withNode(
    withNode(model, 'y', { anchors: ['1', '', '', '', '五'], target: 4.1 }),
    'A',
    {
      description: 'what counts, "most"',
      benchmark: 3.8,
    },
  );
  const records = () => modelLines(full).map((line) => line.map(String));
  const code = (run: () => unknown) => {
    try {
      run();
      return 'accepted';
    } catch (error) {
      return isAppError(error) ? `${error.code} ${JSON.stringify(error.params)}` : String(error);
    }
  };
  it('comes back from its lines with names, weights, lines, texts; ids by name', () => {
    const back = withKnownIds(dimensionsOfLines(records(), newId), full);
    expect({ ...full, dimensions: back }).toEqual(full);
  });
  it('comes back from JSON as it was', () => {
    expect(readModelJson(modelJson(full))).toEqual({
      target: null,
      baseline: null,
      benchmark: null,
      dimensions: full.dimensions,
    });
  });
  it('names the line and the column of what is wrong', () => {
    const broken = (line: number, column: number, value: string) =>
      records().map((record, at) =>
        at === line ? record.map((cell, c) => (c === column ? value : cell)) : record,
      );
    const refusal = (lines: string[][]) => code(() => dimensionsOfLines(lines, newId));
    expect(refusal(broken(2, 2, '120'))).toBe('error.modelFileLine {"line":3,"column":"weight"}');
    expect(refusal(broken(1, 0, '2'))).toBe('error.modelFileLine {"line":2,"column":"level"}');
    expect(refusal(broken(3, 1, ' '))).toBe('error.modelFileLine {"line":4,"column":"name"}');
    expect(refusal([['a', 'b']])).toBe('error.modelFileHeader {}');
    expect(refusal(records().slice(0, 1))).toBe('error.modelFileEmpty {}');
    expect(code(() => readModelJson('{'))).toBe('error.modelFileHeader {}');
    expect(
      code(() => readModelJson(modelJson(full).replace('"weight": 60', '"weight": 600'))),
    ).toBe('error.modelFileInvalid {"path":"model.dimensions.0.weight"}');
  });
  it('gives no id twice, and keeps the answers of an indicator that becomes a part', () => {
    const known = modelOf({ D: [100, { Speed: 50, Quality: 50 }] });
    const lines = (rows: readonly (readonly [number, string])[]) =>
      dimensionsOfLines(
        [['level', 'name'], ...rows.map(([level, name]) => [String(level), name])],
        newId,
      );
    const ids = (rows: readonly (readonly [number, string])[]) =>
      nodesOf({ ...known, dimensions: withKnownIds(lines(rows), known) }).map(
        ({ node }) => node.id,
      );
    const twice = ids([
      [1, 'D'],
      [2, 'Speed'],
      [3, 'Quality'],
      [2, 'Quality'],
      [2, 'Speed'],
    ]);
    expect(new Set(twice).size).toBe(twice.length);
    expect(twice[2]).toBe('Quality');
    // Under a dimension of another name the indicators are still the same.
    expect(
      ids([
        [1, 'Renamed'],
        [2, 'Speed'],
        [2, 'Quality'],
      ]).slice(1),
    ).toEqual(['Speed', 'Quality']);
    expect(code(() => readModelJson(modelJson(model).replace('"id": "B"', '"id": "A"')))).toBe(
      'error.modelFileInvalid {"path":"model.dimensions"}',
    );
  });
});

it('a locked weight does not give way while another can', () => {
  const locked = withNode(
    modelOf({ A: [40, { a: 100 }], B: [30, { b: 100 }], C: [30, { c: 100 }] }),
    'B',
    { isLocked: true },
  );
  const weights = (percent: number) =>
    lift(locked.dimensions, 'A', percent).map(({ weight }) => weight);
  expect(weights(60)).toEqual([60, 30, 10]);
  // It stops where the locked one begins.
  expect(weights(90)).toEqual([70, 30, 0]);
});
