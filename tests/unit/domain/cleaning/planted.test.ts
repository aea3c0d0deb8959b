import { describe, expect, it } from 'vitest';
import { defaultCleaning } from '../../../../src/domain/cleaning/cleaningSettings';
import { buildLedger, isKept, rulesIn } from '../../../../src/domain/cleaning/ledger';
import type { CleaningRuleId } from '../../../../src/domain/cleaning/rules';
import { plantedSurvey, type Kind } from '../../../fixtures/plantedSurvey';
import { tableOf } from '../../../support/tables';

const rulesFor: readonly (readonly [Kind, readonly CleaningRuleId[]])[] = [
  ['speeder', ['tooFast']],
  ['straight', ['sameThroughout', 'straightLining']],
  ['copy', ['duplicateAnswers']],
  ['screened', ['screenedOut']],
  ['trap', ['trapFailed']],
  ['contradiction', ['contradiction']],
  ['incomplete', ['incomplete']],
];

describe.each([1_000, 100_000])('%i honest responses with planted ones among them', (honest) => {
  const { survey, kinds } = plantedSurvey(honest, 12, honest + 1);
  const ledger = buildLedger(tableOf(survey), defaultCleaning, new Map(), []);
  const hits = kinds.map((_, row) => new Set(rulesIn(ledger.flags[row]!)));

  it.each(rulesFor)('finds every %s, and hardly anybody else', (kind, rules) => {
    let found = 0;
    let missed = 0;
    let wrong = 0;
    kinds.forEach((actual, row) => {
      const isHit = rules.some((rule) => hits[row]!.has(rule));
      // Of twelve items all fives are a straight line, whoever draws it.
      const isMeant = actual === kind || (kind === 'straight' && actual === 'delighted');
      if (isHit && isMeant) found++;
      else if (isHit) wrong++;
      else if (isMeant) missed++;
    });
    expect(missed).toBe(0);
    expect(found / (found + wrong)).toBeGreaterThanOrEqual(0.95);
  });
  it('does not take what was screened out for too fast', () => {
    kinds.forEach((kind, row) => {
      if (kind === 'screened') expect(hits[row]!.has('tooFast')).toBe(false);
    });
  });
});

describe('a questionnaire of five items', () => {
  const { survey, kinds } = plantedSurvey(10_000, 5, 3);
  const ledger = buildLedger(tableOf(survey), defaultCleaning, new Map(), []);

  it('looks at satisfied customers with all fives and leaves none of them out', () => {
    kinds.forEach((kind, row) => {
      if (kind !== 'delighted') return;
      expect(rulesIn(ledger.flags[row]!)).toContain('sameExtreme');
      expect(isKept(ledger.verdicts[row]!)).toBe(true);
    });
  });
  it('leaves out fewer than one honest response in two hundred', () => {
    const honest = kinds.flatMap((kind, row) => (kind === 'honest' ? [row] : []));
    const lost = honest.filter((row) => !isKept(ledger.verdicts[row]!));
    expect(lost.length / honest.length).toBeLessThan(0.005);
  });
});
