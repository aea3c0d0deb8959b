import type { DriverOutcome } from '../domain/scoring/driverReport';
import type { ScoreReport } from '../domain/scoring/scoreReport';
import { t } from '../i18n/translate';
import type { EngagementOverview } from '../domain/scoring/overview';
import { valueName } from './scopeText';

/** Names of segments that say how satisfied somebody is, and values that say "not". */
const outcomeName = /satisf|recommend|loyal|retain|churn|满意|推荐|续约|流失|复购/iu;
const notValue = /\b(?:not|no|un|dis|neutral)|不|未|否|dissat|unsat/iu;

/** What drivers can explain: the two questions, and segments with two values. */
export function driverOutcomes(
  report: Pick<ScoreReport, 'csat' | 'nps'>,
  { segments }: Pick<EngagementOverview, 'segments'>,
): DriverOutcome[] {
  const twofold = segments.flatMap(({ segmentId, values }) => {
    const named = values.filter(({ value }) => value !== '');
    return named.length === 2 ? [{ segmentId, values: named.map(({ value }) => value) }] : [];
  });
  const telling = twofold.sort(
    (a, b) => Number(outcomeName.test(b.segmentId)) - Number(outcomeName.test(a.segmentId)),
  );
  return [
    ...(report.csat ? ['overall' as const] : []),
    ...(report.nps ? ['recommendation' as const] : []),
    ...telling.flatMap(({ segmentId, values }) =>
      // The value that says yes comes first.
      values
        .sort((a, b) => Number(notValue.test(a)) - Number(notValue.test(b)))
        .map((value) => ({ segmentId, value })),
    ),
  ];
}

/** The outcome asked for, or the first that suits the data. */
export function chosenOutcome(
  asked: DriverOutcome | null,
  outcomes: readonly DriverOutcome[],
): DriverOutcome {
  if (asked !== null) return asked;
  const [first] = outcomes;
  const isTelling =
    typeof first === 'string' || (first !== undefined && outcomeName.test(first.segmentId));
  return first !== undefined && isTelling ? first : 'overall';
}

/** An outcome in words. */
export function outcomeText(outcome: DriverOutcome): string {
  if (outcome === 'overall') return t('drivers.overall');
  if (outcome === 'recommendation') return t('drivers.recommendation');
  return t('drivers.valueOutcome', {
    segment: outcome.segmentId,
    value: valueName(outcome.value),
  });
}
