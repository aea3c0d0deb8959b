import { describe, expect, it } from 'vitest';
import type { NamedDriver } from '../../../src/domain/scoring/driverReport';
import type { PrecisionReport } from '../../../src/domain/scoring/linearisedError';
import type { DimensionScore, NodeScore } from '../../../src/domain/scoring/modelScores';
import { paretoOf } from '../../../src/domain/scoring/pareto';
import type { ScoreReport } from '../../../src/domain/scoring/scoreReport';
import type { ThemeStat } from '../../../src/domain/text/textReport';
import type { Taxonomy } from '../../../src/domain/text/taxonomy';
import type { TextReport } from '../../../src/domain/text/textRequest';
import { answersFigure } from '../../../src/figures/answersFigure';
import { cutFinding } from '../../../src/figures/cutWords';
import {
  cloudFinding,
  driversFinding,
  heatFinding,
  paretoFinding,
  tableFinding,
  themesFinding,
  trendFinding,
  weakestFinding,
} from '../../../src/figures/findings';
import { measureTrendFigure } from '../../../src/figures/measureTrendFigure';
import { tornadoFigure } from '../../../src/figures/tornadoFigure';
import type { TrendPoint } from '../../../src/figures/trendPoints';
import { mapFigure } from '../../../src/figures/mapFigure';
import { matrixFigure } from '../../../src/figures/matrixFigure';
import { sentimentFigure } from '../../../src/figures/sentimentFigure';
import { sideDriversFigure } from '../../../src/figures/sideDriversFigure';
import { t } from '../../../src/i18n/translate';

/** What is tested sees only these fields of its input. */
const only = <T>(fields: object): T => fields as T;

const node = (fields: Partial<NodeScore> & { interval?: readonly [number, number] }) =>
  only<NodeScore>({ id: 'a', name: '响应', score: 3, target: null, gap: null, ...fields });

describe('the node furthest under its target', () => {
  const other = node({ id: 'b', name: '价格', score: 4, interval: [3.9, 4.1] });
  const title = (first: NodeScore, responses = 100, second = other) =>
    weakestFinding(only({ scores: { responses } }), [first, second], null);
  const neutral = t('finding.profile');

  it('is named where its whole interval lies under the target, not where it touches it', () => {
    const under = { score: 3.5, target: 4, gap: -0.5 };
    expect(title(node({ ...under, interval: [3.1, 3.99] }))).toContain('响应');
    expect(title(node({ ...under, interval: [3.1, 4] }))).toBe(neutral);
    expect(title(node(under))).toBe(neutral);
  });
  it('without targets is the lowest, where its interval ends under the next one’s', () => {
    expect(title(node({ interval: [2.8, 3.89] }))).toContain('响应');
    expect(title(node({ interval: [2.8, 3.9] }))).toBe(neutral);
  });
  it('is none where all are on target, nor under thirty responses', () => {
    const on = node({ score: 4.2, target: 4, gap: 0.2, interval: [4.1, 4.3] });
    expect(title(on, 100, on)).toBe(t('finding.allOnTarget'));
    const low = node({ interval: [2.8, 3.0] });
    expect(title(low, 30)).toContain('响应');
    expect(title(low, 29)).toBe(neutral);
  });
});

describe('the dimensions that miss their target', () => {
  const dimension = (gap: number, high: number) =>
    only<DimensionScore>({ ...node({ gap, target: 4, interval: [3, high] }), indicators: [] });
  const title = (...dimensions: DimensionScore[]) => tableFinding(dimensions, null);
  it('are counted from 0.2 on, and only where the interval lies under the target', () => {
    const params = { n: 1, gap: '0.2' };
    const on = dimension(0.1, 4.2);
    expect(title(dimension(-0.2, 3.99), on)).toBe(t('finding.dimensionsBelow', params));
    expect(title(dimension(-0.19, 3.99), on)).toBe(t('finding.nearTarget', { n: 1 }));
    expect(title(dimension(-0.2, 4), on)).toBe(t('finding.table'));
    expect(title(on, on)).toBe(t('finding.allOnTarget'));
  });
});

describe('how the last period moved', () => {
  const report = (change: number) =>
    only<ScoreReport>({
      scores: { dimensions: [] },
      comparison: {
        previous: '2025-Q1',
        current: '2025-Q2',
        overall: { id: 'overall', previous: 4, current: 4 + change, change, isDrop: false },
      },
    });
  const precision = (standardError: number, n = 100) =>
    only<PrecisionReport>({
      periods: new Map(
        ['2025-Q1', '2025-Q2'].map((key) => [key, { overall: { standardError, n } }]),
      ),
    });
  const unchanged = t('finding.unchanged', { previous: '2025 年第 1 季度' });
  it('is said where the difference is more than chance, in its direction', () => {
    // Welch: 0.3 / (0.1 · √2) = 2.12 on 198 degrees, p = 0.035; 0.27 gives 1.91, p = 0.058.
    expect(trendFinding(report(-0.3), null, precision(0.1))).toContain('0.30');
    expect(trendFinding(report(0.3), null, precision(0.1))).not.toBe(
      trendFinding(report(-0.3), null, precision(0.1)),
    );
    const quiet = trendFinding(report(-0.27), null, precision(0.1));
    expect(quiet).not.toContain('0.27');
    expect(quiet.slice(-4)).toBe(unchanged.slice(-4));
  });
  it('is not said before the intervals are known, nor under thirty responses', () => {
    expect(trendFinding(report(-0.5), null, null)).toBe(t('finding.trend'));
    expect(trendFinding(report(-0.5), null, precision(0.1, 29))).toBe(t('finding.trend'));
    expect(trendFinding(report(-0.5), null, precision(0.1, 30))).not.toBe(t('finding.trend'));
  });
});

describe('the vital few', () => {
  const causes = (...counts: number[]) =>
    paretoOf(counts.map((count, at) => ({ id: String(at), name: `c${at}`, count })));
  it('are named where they are few: no more than six tenths of three causes or more', () => {
    // 80 of 100 in the first three of five: 3 ≤ 0.6 · 5. Four of six are too many.
    expect(paretoFinding(causes(40, 30, 10, 10, 10), false)).toBe(
      t('finding.vitalCauses', { n: 3, share: '80%' }),
    );
    expect(paretoFinding(causes(25, 20, 20, 15, 10, 10), false)).toBe(t('finding.spreadCauses'));
    expect(paretoFinding(causes(80, 20), false)).toBe(t('finding.pareto'));
  });
  it('are not named under thirty mentions', () => {
    expect(paretoFinding(causes(24, 3, 2), true)).toBe(t('finding.pareto'));
    expect(paretoFinding(causes(24, 3, 3), true)).not.toBe(t('finding.pareto'));
  });
});

const taxonomy = only<Taxonomy>({
  themes: [
    { id: 'm', name: '服务', parentId: null, rules: [] },
    { id: 's', name: '响应', parentId: 'm', rules: [] },
    { id: 'p', name: '价格', parentId: 'm', rules: [] },
  ],
});
const texts = (fields: object) =>
  only<TextReport>({
    commentCount: 100,
    phrases: [],
    themes: [],
    sentiment: { positive: 20, neutral: 20, negative: 60 },
    ...fields,
  });
const stat = (fields: object) =>
  only<ThemeStat>({
    id: 's',
    name: '响应',
    parentId: 'm',
    mentions: 40,
    share: 0.4,
    negative: 30,
    positive: 0,
    isFirst: false,
    isMustFix: false,
    meanScore: 3.2,
    meanOthers: 4,
    meanInterval: [3, 3.4],
    ...fields,
  });

describe('what comments say', () => {
  const phrase = (count: number) => ({ text: '响应慢', count });
  it('is the phrase most say, but for what more than half say', () => {
    expect(cloudFinding(texts({ phrases: [phrase(50)] }))).toContain('响应慢');
    expect(cloudFinding(texts({ phrases: [phrase(51)] }))).toBe(t('finding.cloud'));
  });
  it('is nothing under thirty comments, or before they are read', () => {
    const few = (commentCount: number) => texts({ commentCount, phrases: [phrase(10)] });
    expect(cloudFinding(few(29))).toBe(t('finding.cloud'));
    expect(cloudFinding(few(30))).not.toBe(t('finding.cloud'));
    expect(cloudFinding(null)).toBe(t('finding.cloud'));
  });
  it('is a theme to begin with where its mean surely lies under 3.5', () => {
    const first = (high: number) =>
      themesFinding(
        texts({ themes: [stat({ isFirst: true, meanInterval: [3, high] })] }),
        taxonomy,
      );
    expect(first(3.49)).toContain('3.20');
    expect(first(3.5)).not.toContain('3.20');
  });
  it('is a share of negative ones from thirty comments on', () => {
    const title = (commentCount: number) =>
      sentimentFigure({ report: texts({ commentCount }), scopeLine: '' }).title;
    expect(title(29)).toBe(t('text.sentimentTitle'));
    expect(title(30)).not.toBe(t('text.sentimentTitle'));
  });
});

describe('frequency × impact', () => {
  const themes = (low: number, scored = 40) => [
    stat({ impact: 0.8, scored, scoredOthers: 60, impactInterval: [low, 1.2], meanOthers: 4 }),
    stat({ id: 'p', name: '价格', impact: 0, share: 0.1, scored: 40, scoredOthers: 60 }),
  ];
  const title = (...given: Parameters<typeof themes>) =>
    matrixFigure({
      report: texts({ themes: themes(...given) }),
      taxonomy,
      moved: null,
      scopeLine: '',
    }).title;
  it('names what costs most where the difference is more than chance, and rests on thirty', () => {
    expect(title(0.01)).toContain('响应');
    expect(title(0)).toBe(t('text.matrixTitle'));
    expect(title(0.01, 30)).toContain('响应');
    expect(title(0.01, 29)).toBe(t('text.matrixTitle'));
  });
});

describe('importance × performance', () => {
  const drivers = ['a', 'b', 'c', 'd'].map((id) =>
    only<NamedDriver>({ id, name: `N${id}`, share: 0.25, mean: 3 }),
  );
  const title = (concentrated: number) =>
    mapFigure({
      drivers,
      map: {
        performanceCut: 3,
        importanceCut: 0.2,
        quadrants: drivers.map((_, at) => (at < concentrated ? 'concentrate' : 'keep')),
      },
      outcomeName: 'o',
      scopeLine: '',
    }).title;
  it('names one to three to concentrate on; of none or four it says nothing', () => {
    expect(title(0)).toBe(t('map.title'));
    expect(title(3)).toContain('Nc');
    expect(title(4)).toBe(t('map.title'));
  });
});

describe('what drives an outcome on one side', () => {
  const title = (low: number, warnings: readonly string[] = []) =>
    sideDriversFigure({
      side: 'A',
      report: only({
        result: {
          warnings,
          drivers: [
            { id: 'a', name: '响应', share: 0.5, shareInterval: [low, 0.6], mean: 3 },
            { id: 'b', name: '价格', share: 0.2, shareInterval: [0.1, 0.4], mean: 4 },
          ],
        },
      }),
      outcomeName: '满意',
      scopeLine: '',
    }).title;
  it('is named first where its interval begins above the next one’s, and nothing warns', () => {
    expect(title(0.41)).toContain('响应');
    expect(title(0.4)).not.toContain('响应');
    expect(title(0.41, ['collinear'])).not.toContain('响应');
  });
});

describe('a cut', () => {
  const title = (isSignificant: boolean) =>
    cutFinding(
      { measure: { kind: 'node', id: 'overall' }, segmentId: '区域' },
      only({ groups: [{ value: '华东' }] }),
      only({
        versusRest: new Map([
          ['华东', { isSignificant, difference: -0.4, cohensD: -0.5, p: 0.01 }],
        ]),
      }),
      '总体',
    );
  it('names the group furthest from the rest where that is significant', () => {
    expect(title(true)).toContain('华东');
    expect(title(false)).toBe(t('cut.title', { segment: '区域', measure: '总体' }));
  });
});

describe('the answers 1–5', () => {
  const rated = (id: string, bottomTwo: number, n: number) => ({
    id,
    name: id,
    score: 3,
    summary: { n, bottomTwo, topTwo: 0.2, distribution: [1, 1, 1, 1, 1] },
    parts: [],
  });
  const title = (first: number, second: number, n = 100) =>
    answersFigure({
      report: only({
        scores: {
          dimensions: [{ indicators: [rated('响应', first, n), rated('价格', second, n)] }],
        },
      }),
      scopeLine: '',
    }).title;
  it('name the indicator most rate low where its interval begins above the next one’s share', () => {
    // Wilson for 50 of 100 begins at 0.4038.
    expect(title(0.5, 0.4)).toContain('响应');
    expect(title(0.5, 0.41)).toBe(t('answers.title'));
  });
  it('say nothing under thirty answers', () => {
    expect(title(0.9, 0.1, 30)).toContain('响应');
    expect(title(0.9, 0.1, 29)).toBe(t('answers.title'));
  });
});

describe('the drivers', () => {
  const title = (low: number, warnings: readonly string[] = []) =>
    driversFinding(
      only({
        result: {
          warnings,
          drivers: [
            { id: 'b', name: '价格', share: 0.2, shareInterval: [0.1, 0.4] },
            { id: 'a', name: '响应', share: 0.5, shareInterval: [low, 0.6] },
          ],
        },
      }),
      '满意',
    );
  it('name the one whose interval begins above the next one’s, where nothing warns', () => {
    const neutral = t('drivers.title', { outcome: '满意' });
    expect(title(0.41)).toContain('响应');
    expect(title(0.4)).toBe(neutral);
    expect(title(0.41, ['collinear'])).toBe(neutral);
    expect(driversFinding({ result: 'noOutcome' }, '满意')).toBe(neutral);
  });
});

describe('what weights do to the score', () => {
  const title = (swing: number, score: number | null = 4) =>
    tornadoFigure(
      only({
        now: { score },
        bars: [{ id: 'a', name: '服务', swing, less: { score: 3.9 }, more: { score: 4.1 } }],
      }),
    ).title;
  it('is named from half a hundredth on, where there is a score', () => {
    expect(title(0.005)).toContain('服务');
    expect(title(0.0049)).toBe(t('weights.tornadoStable'));
    expect(title(0.2, null)).toBe(t('weights.noScore'));
    expect(tornadoFigure(null).title).toBe(t('weights.noScore'));
  });
});

describe('the heatmap', () => {
  const group = (value: string, score: number, n = 40) => ({
    value,
    responses: n,
    isHidden: false,
    scores: {
      dimensions: [
        { indicators: [{ id: 'a', name: '响应', score, summary: { n, sd: 0.5 }, parts: [] }] },
      ],
    },
  });
  const title = (low: number, n = 40) =>
    heatFinding(
      only({ segmentId: '区域', groups: [group('华东', low, n), group('华南', 4, 40)] }),
      ['华东', '华南'],
    );
  const neutral = t('heat.title', { segment: '区域' });
  it('names the cell surely furthest below the others, from thirty answers on', () => {
    // 0.5 · √(2/40) = 0.112: a difference of 0.3 is 2.7 standard errors, one of 0.15 is 1.3.
    expect(title(3.7)).toContain('华东');
    expect(title(3.85)).toBe(neutral);
    expect(title(3.5, 29)).toBe(neutral);
    expect(title(3.5, 30)).toContain('华东');
  });
});

describe('a measure through time', () => {
  const point = (key: string, score: number, n: number) =>
    only<TrendPoint>({
      key,
      label: key,
      responses: n,
      firstPeriod: key,
      scores: {
        overall: node({ id: 'overall', score }),
        dimensions: [],
      },
      nps: null,
      csat: null,
      precision: { overall: { standardError: 0.1, n }, nodes: new Map() },
    });
  const title = (change: number, shownTogether: number, n = 100) =>
    measureTrendFigure({
      id: 'overall',
      name: '总体',
      points: [point('Q1', 4, n), point('Q2', 4 + change, n)],
      notes: [],
      targets: [],
      shownTogether,
      scopeLine: '',
      startOf: () => 1,
    }).title;
  const neutral = t('trends.title', { name: '总体' });
  it('fell or rose where the change is more than chance among all that is shown', () => {
    // Welch: 0.3 / 0.1414 = 2.12, p = 0.035; with two trends shown 0.07.
    expect(title(-0.3, 1)).not.toBe(neutral);
    expect(title(-0.3, 1)).not.toBe(title(0.3, 1));
    expect(title(-0.3, 2)).toBe(neutral);
  });
  it('is no finding under thirty answers', () => {
    expect(title(-0.5, 1, 29)).toBe(neutral);
    expect(title(-0.5, 1, 30)).not.toBe(neutral);
  });
});
