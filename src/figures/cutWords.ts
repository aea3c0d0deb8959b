import { nodesOf, type IndicatorModel } from '../domain/model/indicatorModel';
import type { CutMeasure, CutReport, CutRequest } from '../domain/scoring/cutReport';
import type { CutTests, Difference } from '../domain/scoring/groupComparison';
import { formatNps, formatScore, formatShare, formatSigned } from '../i18n/format';
import { t } from '../i18n/translate';
import { valueName } from './scopeText';

/** The measure of an address key: `overall`, `nps`, `csat` or the id of a node. */
export function measureOf(key: string): CutMeasure {
  return key === 'nps' || key === 'csat' ? { kind: key } : { kind: 'node', id: key };
}

/** Name of a measure. */
export function measureName(key: string, model: IndicatorModel): string {
  if (key === 'nps' || key === 'csat') return key.toUpperCase();
  if (key === 'overall') return t('analysis.overall');
  return nodesOf(model).find(({ node }) => node.id === key)?.node.name ?? key;
}

/** A figure of a measure. */
export function measureText({ kind }: CutMeasure, value: number | null): string {
  if (kind === 'nps') return formatNps(value);
  return kind === 'csat' ? formatShare(value, 1) : formatScore(value);
}

/** A difference in the unit of its measure, with its sign. */
export function differenceText({ kind }: CutMeasure, value: number): string {
  if (kind === 'nps') return formatSigned(value, 0);
  return kind === 'csat'
    ? t('goal.points', { n: formatSigned(value * 100, 1) })
    : formatSigned(value);
}

/** A probability as it is read: never zero. */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

/** How large a difference is, in words (Cohen 1988). */
export function sizeOfD(d: number): string {
  const size = Math.abs(d);
  if (size < 0.2) return t('effect.negligible');
  if (size < 0.5) return t('effect.small');
  return size < 0.8 ? t('effect.medium') : t('effect.large');
}

/** How large the share of variance between groups is, in words (Cohen 1988, for η² and ε²). */
function sizeOfEpsilon(epsilonSquared: number): string {
  if (epsilonSquared < 0.01) return t('effect.negligible');
  if (epsilonSquared < 0.06) return t('effect.small');
  return epsilonSquared < 0.14 ? t('effect.medium') : t('effect.large');
}

/** Effect size and p of a difference. */
export function differenceDetail({ cohensD, p }: Difference): string {
  return cohensD === null ? pText(p) : `d = ${formatSigned(cohensD)} · ${pText(p)}`;
}

/** What all groups together say, in a sentence. */
export function groupsText({ anova, kruskal }: CutTests): string {
  if (!kruskal) return t('cut.noTest');
  const isSure = kruskal.p < 0.05 && (anova === null || anova.p < 0.05);
  return t(isSure ? 'cut.groupsDiffer' : 'cut.groupsAlike', {
    size: sizeOfEpsilon(kruskal.epsilonSquared),
    epsilon: kruskal.epsilonSquared.toFixed(3),
    h: pText(kruskal.p),
    f: anova === null ? t('cut.noAnova') : pText(anova.p),
  });
}

/** What a cut says: the group that is significantly furthest from the rest, or a neutral name. */
export function cutFinding(
  { measure, segmentId }: Pick<CutRequest, 'measure' | 'segmentId'>,
  cut: CutReport,
  tests: CutTests | null,
  nameOfMeasure: string,
): string {
  const differences = cut.groups.flatMap(({ value }) => {
    const found = tests?.versusRest.get(value);
    return found?.isSignificant ? [{ value, ...found }] : [];
  });
  const sizeOf = ({ cohensD, difference }: Difference) => Math.abs(cohensD ?? difference);
  const [most] = differences.sort((a, b) => sizeOf(b) - sizeOf(a));
  if (!most) return t('cut.title', { segment: segmentId, measure: nameOfMeasure });
  return t(most.difference < 0 ? 'cut.findingLower' : 'cut.findingHigher', {
    value: valueName(most.value),
    measure: nameOfMeasure,
    size: differenceText(measure, Math.abs(most.difference)).replace('+', ''),
  });
}
