import { ratingCode } from '../table/ratingScale';
import type { ResponseTable } from '../table/responseTable';
import { defineRule, snapped, weightsText, type RuleInput } from './cleaningRule';
import { perTable } from './perTable';

/**
 * Responses that miss more than a share of the weight they were asked about, or that stopped before
 * a share of the survey. A question that was not shown or does not apply is not missing.
 */
export const incomplete = defineRule({
  since: 3,
  readsWeights: true,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: {
    missingPercent: { usual: 50, min: 0, max: 99, step: 1 },
    progressPercent: { usual: 50, min: 0, max: 100, step: 1 },
  },
  unfit: ({ table }) =>
    table.ratings.length === 0 && table.progress === null ? 'noRatings' : null,
  mark(input, { missingPercent, progressPercent }, mark) {
    const missing = missingShares(input);
    const { progress, rowCount } = input.table;
    for (let row = 0; row < rowCount; row++) {
      const isShort = progress !== null && (progress[row] as number) < progressPercent;
      if (isShort || snapped((missing[row] as number) * 100) > missingPercent) mark(row);
    }
  },
  evidence(input, { missingPercent, progressPercent }, row) {
    const progress = input.table.progress?.[row] ?? NaN;
    const missing = missingShares(input)[row] as number;
    if (progress < progressPercent) return { progress, limit: progressPercent };
    return { value: missing * 100, limit: missingPercent };
  },
});

function missingShares({ table, weights }: RuleInput): Float64Array {
  return sharesOf(table, weights);
}

const sharesOf = perTable(weightsText, countShares);

/**
 * Share of the weight asked about that has no answer, 0–1 per response; 0 where nothing was asked.
 * Indicators weigh alike where none of the source's has any weight.
 */
function countShares(table: ResponseTable, weights: ReadonlyMap<string, number>): Float64Array {
  const given = table.ratings.map(({ indicatorId }) => weights.get(indicatorId) ?? 0);
  const hasWeight = given.some((weight) => weight > 0);
  const total = given.reduce((sum, weight) => sum + (hasWeight ? Math.max(0, weight) : 1), 0);
  const missing = new Float64Array(table.rowCount);
  const asked = new Float64Array(table.rowCount).fill(total);
  table.ratings.forEach(({ codes }, index) => {
    const weight = hasWeight ? (given[index] as number) : 1;
    if (weight <= 0) return;
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row] as number;
      if (code === ratingCode.missing) missing[row]! += weight;
      else if (code >= ratingCode.notShown && code !== ratingCode.outOfRange) asked[row]! -= weight;
    }
  });
  for (let row = 0; row < missing.length; row++) {
    const lacking = missing[row] as number;
    if (lacking > 0) missing[row] = lacking / (asked[row] as number);
  }
  return missing;
}
