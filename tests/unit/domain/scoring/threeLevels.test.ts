import { describe, expect, it } from 'vitest';
import { buildLedger } from '../../../../src/domain/cleaning/ledger';
import { indicatorsOf } from '../../../../src/domain/model/indicatorModel';
import { nodeWeights } from '../../../../src/domain/model/weights';
import { aggregate } from '../../../../src/domain/scoring/aggregate';
import { groupPrecision } from '../../../../src/domain/scoring/linearisedError';
import { modelScores, scoresById } from '../../../../src/domain/scoring/modelScores';
import { buildCube, monthColumn } from '../../../../src/domain/scoring/responseCube';
import { responseIndexes } from '../../../../src/domain/scoring/responseIndex';
import { wholeScope } from '../../../../src/domain/scoring/scope';
import {
  threeLevelAnswers,
  threeLevelModel,
  threeLevelResult,
} from '../../../fixtures/threeLevels';
import { onlyRules } from '../../../support/cleaning';
import { tableOf } from '../../../support/tables';

const table = tableOf({
  ratings: Object.fromEntries(
    Object.entries(threeLevelAnswers).map(([id, answers]) => [
      id,
      answers.map((answer) => (answer === null ? '' : String(answer))),
    ]),
  ),
});
const ledger = buildLedger(table, onlyRules(), new Map(), []);
const months = monthColumn(table, null);
const cube = buildCube(table, ledger, months);
const [group] = aggregate([cube], wholeScope, { by: 'none' });
const scores = scoresById(modelScores(threeLevelModel, group!));
const figure = (id: string) => scores.get(id)!;

describe('three levels with missing answers, as in the spreadsheet (tests/fixtures/threeLevels.ts)', () => {
  it.each(Object.entries(threeLevelResult.scores))('score of %s', (id, expected) => {
    expect(Math.abs(figure(id).score! - expected)).toBeLessThan(1e-9);
  });
  it('what was never asked has no score and takes no weight from the rest', () => {
    expect(figure('never').score).toBeNull();
    expect(figure('never').contribution).toBeNull();
    for (const [id, expected] of Object.entries(threeLevelResult.covered)) {
      expect(Math.abs(figure(id).covered - expected), id).toBeLessThan(1e-9);
    }
  });
  it('weights multiply down to 100 %', () => {
    const weights = nodeWeights(threeLevelModel);
    for (const [id, expected] of Object.entries(threeLevelResult.weights)) {
      expect(Math.abs(weights.get(id)! - expected), id).toBeLessThan(1e-9);
    }
    const rated = indicatorsOf(threeLevelModel).map(({ indicator: { id } }) => weights.get(id)!);
    expect(Math.abs(rated.reduce((sum, weight) => sum + weight, 0) - 100)).toBeLessThan(1e-9);
  });
  it('a node without a target of its own takes that above it', () => {
    for (const [id, expected] of Object.entries(threeLevelResult.gaps)) {
      expect(Math.abs(figure(id).gap! - expected), id).toBeLessThan(1e-9);
    }
  });
  it('contributions of the dimensions add up to the overall score', () => {
    for (const [id, expected] of Object.entries(threeLevelResult.contributions)) {
      expect(Math.abs(figure(id).contribution! - expected), id).toBeLessThan(1e-9);
    }
    const sum = figure('service').contribution! + figure('value').contribution!;
    expect(Math.abs(sum - figure('overall').score!)).toBeLessThan(1e-9);
  });
  it('an indicator of parts has its own standard error', () => {
    const [scope] = groupPrecision(
      threeLevelModel,
      [group!],
      [{ table, ledger, months }],
      () => new Int32Array(table.rowCount),
    );
    const speed = scope!.nodes.get('speed')!;
    expect(speed.n).toBe(5);
    expect(Math.abs(speed.standardError! - threeLevelResult.speedError)).toBeLessThan(1e-9);
    expect(scope!.nodes.get('reply')).toBeUndefined();
  });
  it('the index of one response follows the same formula', () => {
    const overall = responseIndexes(table, threeLevelModel);
    expect(Math.abs(overall[1]! - threeLevelResult.indexes.second)).toBeLessThan(1e-9);
    expect(Math.abs(overall[2]! - threeLevelResult.indexes.third)).toBeLessThan(1e-9);
    const speed = responseIndexes(table, threeLevelModel, 'speed');
    // Only the reply was answered: 30 % of speed, under half of it.
    expect(speed[1]).toBeNaN();
    expect(speed[2]).toBeCloseTo(2.7, 12);
  });
});
