import { mainThemes, type Taxonomy } from '../domain/text/taxonomy';
import { formatCount, formatScore, formatShare, noFigure } from '../i18n/format';
import { t } from '../i18n/translate';
import type { TextReport } from '../domain/text/textRequest';
import { cloudFinding } from './findings';
import { themeColor, themeInk, themeName } from './themeNames';
import type { NotedWord } from '../charts/wordCloud/notedWord';
import type { Figure } from './figure';

/** What cloudFigure is made from. */
interface Input {
  /** Null while the comments are being read. */
  readonly report: TextReport | null;
  readonly taxonomy: Taxonomy;
  readonly scopeLine: string;
}

/** The phrases most comments say, in the colours of their themes. */
export function cloudFigure({
  report,
  taxonomy,
  scopeLine,
}: Input): Figure<{ readonly words: readonly NotedWord[] }> {
  /** Words the cloud has room for. */
  const most = 24;
  const base = report?.commentCount ?? 0;
  const shown = (report?.phrases ?? []).slice(0, most);
  const words = shown.map(({ text, count, meanScore, themeId }) => ({
    text,
    count,
    color: themeInk(taxonomy, themeId),
    note: [
      text,
      t('text.phraseNote', { n: count, share: formatShare(base === 0 ? null : count / base, 1) }),
      ...(themeId === null ? [] : [themeName(taxonomy, themeId)]),
      ...(meanScore === null ? [] : [t('text.meanOfThese', { score: formatScore(meanScore) })]),
    ].join('\n'),
  }));
  const parentOf = (id: string) =>
    taxonomy.themes.find((theme) => theme.id === id)?.parentId ?? null;
  const used = mainThemes(taxonomy).filter(({ id }) =>
    shown.some(({ themeId }) => themeId !== null && (themeId === id || parentOf(themeId) === id)),
  );
  const title = cloudFinding(report);
  const table = {
    columns: [
      t('analysis.phrase'),
      t('analysis.mentions'),
      t('analysis.share'),
      t('text.theme'),
      t('text.negativeShare'),
      t('analysis.meanOfThese'),
    ],
    rows: (report?.phrases ?? []).map(({ text, count, meanScore, themeId, negative }) => [
      text,
      formatCount(count),
      formatShare(base === 0 ? null : count / base, 1),
      themeId === null ? noFigure : themeName(taxonomy, themeId),
      formatShare(count === 0 ? null : negative / count),
      formatScore(meanScore),
    ]),
    opens: (report?.phrases ?? []).map(({ text }) => ({ 1: text })),
  };

  return {
    title,
    subtitle: report?.isSample
      ? t('text.cloudSample', { n: base })
      : t('analysis.cloudSubtitle', { n: base }),
    footnote: scopeLine,
    table,
    legend: [
      ...used.map(({ id, name }) => ({
        mark: 'box' as const,
        label: name,
        color: themeColor(taxonomy, id),
      })),
      ...(shown.some(({ themeId }) => themeId === null)
        ? [{ mark: 'box' as const, label: t('text.noTheme'), color: '--c-other' }]
        : []),
    ],
    chart: { words },
  };
}
