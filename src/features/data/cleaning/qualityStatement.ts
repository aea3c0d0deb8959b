import type { CleaningSettings } from '../../../domain/cleaning/cleaningSettings';
import type { ManualDecision } from '../../../domain/cleaning/decisions';
import type { CleaningReport } from '../../../domain/scoring/cleaningEffect';
import { formatScore, formatShare } from '../../../i18n/format';
import type { Locale } from '../../../i18n/locale.svelte';
import { textOf } from '../../../i18n/translate';
import { limitsText, ruleName } from '../../../figures/ruleWords';

/** The figures of a quality statement; shares 0–1, null where there is no base. */
export interface QualityFigures {
  readonly sources: number;
  readonly report: CleaningReport;
  readonly settings: CleaningSettings;
  /** What people decided, corrections among it. */
  readonly decisions: readonly ManualDecision[];
}

/**
 * What a report says about the data (`product.md` C4): received, response rate, left out by rule,
 * kept by hand, to verify, valid, and the limits that were applied. One sentence per line.
 */
export function qualityStatement(
  { sources, report, settings, decisions }: QualityFigures,
  language: Locale,
): string[] {
  const say = (key: Parameters<typeof textOf>[0], params: Record<string, string | number> = {}) =>
    textOf(key, params, language);
  const { received, valid, scoreReceived, scoreValid } = report;
  const applied = report.rules.filter(
    ({ isOn, action, unfit }) => isOn && action === 'exclude' && unfit === null,
  );
  const out = received - valid;
  const items = [
    ...applied
      .filter(({ excluded }) => excluded > 0)
      .map(({ rule, excluded }) =>
        say('quality.item', { rule: ruleName(rule, language), n: excluded }),
      ),
    ...(report.excludedByHand > 0 ? [say('quality.itemHand', { n: report.excludedByHand })] : []),
  ];
  const lines = [
    say('quality.received', { n: received, sources: say('quality.sources', { n: sources }) }),
  ];
  if (settings.invited !== null && settings.invited > 0) {
    const rate = formatShare(received / settings.invited, 1);
    lines.push(say('quality.rate', { invited: settings.invited, rate }));
  }
  lines.push(
    out === 0
      ? say('quality.none')
      : say('quality.excluded', {
          n: applied.length,
          out,
          share: formatShare(received === 0 ? null : out / received, 1),
          list: items.join(say('quality.join')),
        }),
  );
  if (report.keptByHand > 0) lines.push(say('quality.hand', { n: report.keptByHand }));
  const corrected = decisions.filter(({ corrections }) => corrections.length > 0);
  if (corrected.length > 0) {
    const answers = corrected.reduce((sum, { corrections }) => sum + corrections.length, 0);
    lines.push(say('quality.corrected', { n: answers, responses: corrected.length }));
  }
  if (report.toVerify > 0) lines.push(say('quality.verify', { n: report.toVerify }));
  if (report.toLookAt > 0) lines.push(say('quality.lookAt', { n: report.toLookAt }));
  const rate = formatShare(received === 0 ? null : valid / received, 1);
  lines.push(say('quality.valid', { valid, rate }));
  if (scoreReceived !== null && scoreValid !== null) {
    const [from, to] = [formatScore(scoreReceived), formatScore(scoreValid)];
    lines.push(
      from === to ? say('quality.scoreSame', { to }) : say('quality.scores', { from, to }),
    );
  }
  const limits = applied
    .filter(({ marked }) => marked > 0)
    .map(({ rule }) => `${ruleName(rule, language)} (${limitsText(rule, settings, language)})`);
  if (limits.length > 0) {
    lines.push(say('quality.limits', { list: limits.join(say('quality.limitsJoin')) }));
  }
  lines.push(say('quality.reversible'));
  return lines;
}
