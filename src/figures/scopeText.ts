import type { Scope } from '../domain/scoring/scope';
import type { EngagementOverview } from '../domain/scoring/overview';
import { formatPeriod, visibleText } from '../i18n/format';
import { t } from '../i18n/translate';

/** A segment's value as shown; the empty one is "no answer". */
export function valueName(value: string): string {
  return value === '' ? t('scope.blank') : visibleText(value);
}

/** The scope in words with its base, as it stands under each chart. */
export function scopeText(scope: Scope, overview: EngagementOverview, n: number): string {
  const parts = [
    ...scope.segments
      .filter(({ values }) => values.length > 0)
      .map(({ segmentId, values }) => `${segmentId}: ${values.map(valueName).join(', ')}`),
    ...(scope.periods.length > 0 ? [scope.periods.map(formatPeriod).join(', ')] : []),
    ...scope.sourceIds.map(
      (id) =>
        [...overview.sources, ...overview.feedback.sources].find((source) => source.id === id)
          ?.fileName ?? '',
    ),
  ];
  return t('scope.line', { scope: parts.length === 0 ? t('scope.all') : parts.join(' · '), n });
}
