import { seededRandom } from '../../shared/seededRandom';
import { longestRun } from '../cleaning/straightLining';
import { numericScale } from '../table/ratingScale';
import type { ColumnPlan } from '../intake/columnPlan';
import type { ImportPlan } from '../intake/importPlan';
import type { IndicatorModel } from '../model/indicatorModel';

/** Names of the sample in the user's language; the comments are always Chinese. */
export interface SampleNames {
  readonly dimensions: readonly {
    readonly name: string;
    readonly indicators: readonly string[];
  }[];
  readonly region: string;
  readonly regions: readonly string[];
  readonly customerType: string;
  readonly customerTypes: readonly string[];
  readonly channel: string;
  readonly channels: readonly string[];
  readonly columns: {
    readonly id: string;
    readonly time: string;
    readonly duration: string;
    readonly overall: string;
    readonly recommend: string;
    readonly comment: string;
  };
}

/** What each dimension weighs, aims at and started from; the response speed is the weak one. */
const dimensionSettings = [
  { weight: 30, mean: 4.3, target: 4.3, complaints: ['功能不稳定', '系统卡顿', '找不到入口'] },
  { weight: 25, mean: 4.35, target: 4.2, complaints: ['不够专业', '解释不清'] },
  { weight: 25, mean: 3.95, target: 4.2, complaints: ['响应慢', '等待太久', '没人接电话'] },
  { weight: 20, mean: 3.8, target: 4.0, complaints: ['流程繁琐', '反复提交材料', '审批慢'] },
] as const;

const praise = [
  '产品好用，服务态度好',
  '客服很耐心，问题都解决了',
  '整体稳定，省心',
  '专业负责，沟通顺畅',
  '性价比不错',
];
const wishes = ['希望增加移动端', '培训少，建议多培训', '报表功能希望更灵活', '建议提供夜间支持'];

/** What was planted among the honest responses. */
export const planted = { speeders: 36, straightLiners: 24, duplicates: 18, outOfRange: 6 } as const;

const honest = 1_130;
const months = [
  [2024, 9],
  [2024, 10],
  [2024, 11],
  [2025, 0],
  [2025, 1],
  [2025, 2],
  [2025, 3],
  [2025, 4],
  [2025, 5],
  [2025, 6],
  [2025, 7],
  [2025, 8],
] as const;

/**
 * About 1,200 generated responses over four quarters as the cells of a survey file, header first:
 * three segments, durations, twelve ratings, overall, recommendation and comments, with speeders,
 * straight-liners, duplicates and impossible answers planted. In the last quarter response speed
 * falls by 0.3 or more.
 */
export function sampleRecords(names: SampleNames): string[][] {
  const random = seededRandom(20_250_703);
  const indicators = names.dimensions.flatMap(({ indicators: items }) => items);
  const header = [
    names.columns.id,
    names.columns.time,
    names.columns.duration,
    names.region,
    names.customerType,
    names.channel,
    ...indicators,
    names.columns.overall,
    names.columns.recommend,
    names.columns.comment,
  ];
  const records: string[][] = [];
  const total = honest + planted.speeders + planted.straightLiners + planted.outOfRange;
  for (let index = 0; index < total; index++) {
    const kind =
      index < honest
        ? 'honest'
        : index < honest + planted.speeders
          ? 'speeder'
          : index < honest + planted.speeders + planted.straightLiners
            ? 'straight'
            : 'outOfRange';
    records.push(sampleRecord(names, random, index, kind));
  }
  for (let copy = 0; copy < planted.duplicates; copy++) {
    const original = records[copy * 37] as string[];
    records.push([...original.slice(0, 2), String(90 + copy), ...original.slice(3)]);
  }
  records.sort((a, b) => ((a[1] as string) < (b[1] as string) ? -1 : 1));
  return [header, ...records];
}

function sampleRecord(
  names: SampleNames,
  random: () => number,
  index: number,
  kind: 'honest' | 'speeder' | 'straight' | 'outOfRange',
): string[] {
  const pick = <T>(items: readonly T[], weights?: readonly number[]): T => {
    let at = random();
    if (!weights) return items[Math.floor(at * items.length)] as T;
    for (let item = 0; item < items.length; item++) {
      at -= weights[item] ?? 0;
      if (at < 0) return items[item] as T;
    }
    return items[items.length - 1] as T;
  };
  const noise = () => random() + random() + random() - 1.5;
  const monthAt = Math.floor(random() * months.length);
  const [year, month] = months[monthAt] as readonly [number, number];
  const region = pick(names.regions, [0.28, 0.22, 0.18, 0.16, 0.16]);
  const regionAt = names.regions.indexOf(region);
  const type = pick(names.customerTypes, [0.15, 0.55, 0.3]);
  const mood = noise() * 0.9;
  const isLast = monthAt >= 9;
  const ratings: string[] = [];
  const dimensionMeans: number[] = [];
  names.dimensions.forEach(({ indicators }, d) => {
    const { mean } = dimensionSettings[d] as (typeof dimensionSettings)[number];
    let sum = 0;
    let answered = 0;
    indicators.forEach((_, i) => {
      let expected = mean + mood - i * 0.1 + monthAt * 0.012;
      if (d === 2 && isLast) expected -= 0.55;
      if (d === 2 && regionAt === 4) expected -= 0.35;
      if (d === 1 && type === names.customerTypes[0]) expected += 0.2;
      const rating = Math.min(5, Math.max(1, Math.round(expected + noise() * 1.25)));
      if (random() < 0.03) ratings.push('');
      else {
        ratings.push(String(rating));
        sum += rating;
        answered++;
      }
    });
    dimensionMeans.push(answered === 0 ? mean : sum / answered);
  });
  const mean = dimensionMeans.reduce((sum, value) => sum + value, 0) / dimensionMeans.length;
  // An honest respondent of the sample has no run that looks careless.
  if (longestRun(ratings.map(Number)) >= 10) {
    ratings[6] = ratings[6] === '4' ? '5' : '4';
    ratings[3] = ratings[3] === '4' ? '5' : '4';
  }
  if (kind === 'straight') ratings.fill(pick(['3', '5', '1', '4']));
  if (kind === 'outOfRange')
    ratings[Math.floor(random() * ratings.length)] = pick(['0', '6', '99']);
  const overall = Math.min(5, Math.max(1, Math.round(mean + noise() * 0.9)));
  const recommend = Math.min(10, Math.max(0, Math.round((mean - 1) * 2.5 + noise() * 1.4 + 0.4)));
  const seconds = kind === 'speeder' ? 9 + random() * 19 : 70 + (random() + random()) * 130;
  const two = (value: number) => String(value).padStart(2, '0');
  const stamp =
    `${year}-${two(month + 1)}-${two(1 + Math.floor(random() * 28))} ` +
    `${two(8 + Math.floor(random() * 13))}:${two(Math.floor(random() * 60))}:${two(Math.floor(random() * 60))}`;
  return [
    `C${String(10_001 + index)}`,
    stamp,
    String(Math.round(seconds)),
    region,
    type,
    pick(names.channels, [0.45, 0.3, 0.15, 0.1]),
    ...ratings,
    String(overall),
    String(recommend),
    kind === 'honest' && random() < 0.62 ? sampleComment(dimensionMeans, random, pick) : '',
  ];
}

function sampleComment(
  dimensionMeans: readonly number[],
  random: () => number,
  pick: <T>(items: readonly T[], weights?: readonly number[]) => T,
): string {
  const parts: string[] = [];
  dimensionMeans.forEach((mean, d) => {
    const { complaints } = dimensionSettings[d] as (typeof dimensionSettings)[number];
    if (mean < 3.5 && random() < 0.75) parts.push(pick<string>(complaints, [0.5, 0.3, 0.2]));
  });
  if (parts.length === 0) parts.push(random() < 0.7 ? pick(praise) : pick(wishes));
  return `${parts.join('，')}${random() < 0.5 ? '。' : ''}`;
}

/** What each column of the sample is. */
export function samplePlan(names: SampleNames): ImportPlan {
  const plain = (kind: ColumnPlan['kind'], name: string): ColumnPlan => ({
    kind,
    name,
    dimension: '',
    scale: null,
    dateOrder: kind === 'date' ? 'ymd' : null,
    meaning: null,
    mergesVariants: null,
    isPersonal: false,
  });
  const scale = numericScale(1, 5);
  return {
    period: null,
    commonDimension: names.columns.overall,
    columns: [
      plain('respondentId', names.columns.id),
      plain('date', names.columns.time),
      plain('duration', names.columns.duration),
      plain('segment', names.region),
      plain('segment', names.customerType),
      plain('segment', names.channel),
      ...names.dimensions.flatMap(({ name: dimension, indicators }) =>
        indicators.map((name): ColumnPlan => ({
          kind: 'rating',
          name,
          dimension,
          scale,
          dateOrder: null,
          meaning: null,
          mergesVariants: null,
          isPersonal: false,
        })),
      ),
      { ...plain('overall', names.columns.overall), scale },
      plain('recommendation', names.columns.recommend),
      plain('comment', names.columns.comment),
    ],
  };
}

/** Weights, targets and a baseline for the model that the sample's import has made. */
export function withSampleSettings(model: IndicatorModel): IndicatorModel {
  return {
    ...model,
    target: 4.2,
    baseline: 4.02,
    dimensions: model.dimensions.map((dimension, d) => {
      const settings = dimensionSettings[d];
      if (!settings) return dimension;
      const baseline = Math.round((settings.mean - 0.08) * 100) / 100;
      return { ...dimension, weight: settings.weight, target: settings.target, baseline };
    }),
  };
}
