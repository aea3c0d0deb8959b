import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleaningReport } from '../../src/domain/scoring/cleaningEffect';
import { wholeScope } from '../../src/domain/scoring/scope';
import { scoreReport } from '../../src/domain/scoring/scoreReport';
import { choiceReader, optionName } from '../../src/domain/intake/choices';
import { outsideAnswers } from '../../src/domain/intake/guessScale';
import { RecordParser } from '../../src/domain/intake/recordParser';
import { isAppError } from '../../src/shared/AppError';
import { otherTextMark } from '../../src/domain/intake/question';
import {
  isBlank,
  numericScale,
  ratingCoder,
  statedNumber,
} from '../../src/domain/table/ratingScale';
import { loadModel } from '../../src/storage/modelStore';
import { OpenEngagement } from '../../src/worker/jobs/openEngagement';
import { paretoOf } from '../../src/domain/scoring/pareto';
import { countValues } from '../../src/domain/scoring/countValues';
import { builtInTaxonomy } from '../support/models';
import { hasSharedData, sharedData } from '../support/repository';
import { scalesOf } from '../support/scales';
import { realFiles } from '../fixtures/realFiles';
import { fileOf, importAs, inspect, rowsOf } from '../support/jobs';

const read = (path: string) => fileOf(readFileSync(join(sharedData, path)), path.split('/').at(-1));
const roles = (columns: readonly { proposal: { plan: { kind: string } } }[]) => {
  const counts: Record<string, number> = {};
  for (const { proposal } of columns)
    counts[proposal.plan.kind] = (counts[proposal.plan.kind] ?? 0) + 1;
  return counts;
};

async function opened(engagementId: string) {
  const engagement = new OpenEngagement(engagementId);
  await engagement.refresh();
  const model = await loadModel(engagementId);
  return {
    engagement,
    model,
    report: scoreReport(engagement.cubes, {
      scope: wholeScope,
      model,
      unit: 'quarter',
      paretoSegment: null,
    }),
    cleaning: cleaningReport(
      engagement.sources.map(({ stored }) => stored),
      model,
      engagement.settings,
    ),
  };
}

// These files may be read but not kept here; where they are absent this says so.
describe.skipIf(!hasSharedData)('real files (need ../shared/data)', () => {
  it('airline: 14 ratings, zeros asked about and never averaged', async () => {
    const file = read('airline-satisfaction/airline-25976.csv');
    const inspection = await inspect(file);
    expect(inspection.rowCount).toBe(25_976);
    expect(roles(inspection.columns)).toEqual({
      ignore: 1,
      respondentId: 1,
      segment: 5,
      number: 4,
      rating: 14,
    });
    const zeros = inspection.columns.flatMap(({ answers, proposal }) =>
      proposal.plan.kind === 'rating' && proposal.plan.scale
        ? outsideAnswers(answers, proposal.plan.scale).filter(({ answer }) => answer === '0')
        : [],
    );
    expect(zeros.reduce((sum, { count }) => sum + count, 0)).toBe(4_202);
    expect(zeros.some(({ isFrequent }) => isFrequent)).toBe(true);
    const scale = numericScale(1, 5, { notApplicable: ['0'] });
    const changes = Object.fromEntries(
      inspection.columns
        .filter(({ proposal }) => proposal.plan.kind === 'rating')
        .map(({ header }) => [header, { scale }]),
    );
    const { engagementId } = await importAs(file, changes);
    const { report, cleaning } = await opened(engagementId);
    const wifi = report.scores.dimensions[0]!.indicators[0]!;
    // 25,976 passengers less 813 zeros less the straight-liners that rated it.
    expect(wifi.score).toBeCloseTo(2.81, 2);
    const excluded = cleaning.rules.filter((rule) => rule.excluded > 0);
    expect(excluded.map(({ rule, excluded: n }) => [rule, n])).toEqual([
      ['sameThroughout', 10],
      ['straightLining', 121],
    ]);
    expect(wifi.summary!.n).toBe(25_033);
  });
  it('student evaluation: 2,985 of 5,820 straight-liners found', async () => {
    const file = read('student-evaluation/turkiye-student-evaluation_generic.csv');
    const inspection = await inspect(file);
    expect(roles(inspection.columns)).toEqual({ segment: 5, rating: 28 });
    const { engagementId } = await importAs(file);
    const { cleaning } = await opened(engagementId);
    expect(cleaning.received).toBe(5_820);
    const effect = (id: string) => cleaning.rules.find(({ rule }) => rule === id);
    expect(effect('sameThroughout')).toMatchObject({ marked: 2_985, excluded: 2_985 });
    // Ten in a row of 28 items takes in all of these and more.
    expect(effect('straightLining')).toMatchObject({ marked: 4_482, excluded: 1_497 });
  });
  it.each(['raw', 'text'])('Qualtrics (%s): previews, hasty and unfinished ones', async (kind) => {
    const { engagementId } = await importAs(read(`qualtrics/excluder_qualtrics_${kind}.csv`));
    const { cleaning } = await opened(engagementId);
    const marked = (id: string) => cleaning.rules.find(({ rule }) => rule === id)?.marked;
    expect(cleaning.received).toBe(100);
    expect(marked('testRow')).toBe(2);
    // 40, 54, 72 and 74 s against a median of 310 s.
    expect(marked('tooFast')).toBe(4);
    // 1, 5, 13, 44 and 48 % of the survey.
    expect(marked('incomplete')).toBe(5);
    // Seven responses from three networks: to be looked at, as a network proves nothing.
    expect(marked('sameNetwork')).toBe(7);
    expect(cleaning.toLookAt).toBe(7);
    expect(cleaning.valid).toBe(91);
  });
  it('takeaway reviews: comments only; phrases, copies and sentiment, and no score', async () => {
    const { engagementId, source } = await importAs(read('chinese-reviews/waimai_10k.csv'));
    expect(source.rowCount).toBe(11_987);
    const { engagement, model, report } = await opened(engagementId);
    expect(report.scores.overall.score).toBeNull();
    expect(report.nps).toBeNull();
    const request = {
      scope: wholeScope,
      model,
      unit: 'quarter' as const,
      taxonomy: builtInTaxonomy(engagementId),
      codes: [],
    };
    const sources = await engagement.textSources();
    const texts = await engagement.texts.report(sources, request, null, () => undefined);
    expect(texts.commentCount).toBe(11_987);
    const phrases = texts.phrases.map(({ text }) => text);
    expect(phrases).toHaveLength(40);
    expect(phrases).toEqual(expect.arrayContaining(['送餐太慢', '味道不错', '服务态度好']));
    // Labels of the file: a neutral comment counts as wrong.
    const said = async (label: string, sentiment: 'positive' | 'negative') => {
      const scope = { ...wholeScope, segments: [{ segmentId: 'label', values: [label] }] };
      const asked = { ...request, scope };
      const found = await engagement.texts.report(sources, asked, null, () => undefined);
      return found.sentiment[sentiment];
    };
    const right = (await said('1', 'positive')) + (await said('0', 'negative'));
    expect(right / 11_987).toBeGreaterThan(0.8);
  });
  it('complaints: feedback records are read and counted, never scored', async () => {
    const { engagementId } = await importAs(
      read('cfpb-complaints/complaints_with_preamble.csv.gz'),
    );
    const { engagement, model } = await opened(engagementId);
    const { received, feedback } = engagement.overview();
    expect(received).toBe(0);
    expect(feedback.received).toBe(6_623);
    expect(feedback.leftOut).toContain('Issue');
    const sources = await engagement.textSources();
    const reasons = paretoOf(countValues(sources, wholeScope, 'Issue'));
    expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(6_623);
    const vital = reasons.filter(({ isVital }) => isVital);
    expect(vital.at(-1)!.cumulative).toBeGreaterThanOrEqual(0.8);
    expect(vital.length).toBeLessThan(0.6 * reasons.length);
    expect(model.dimensions).toEqual([]);
  });
  it.each(realFiles)(
    '%s opens as %s',
    async (path, platform, encoding, respondents, width, expectedRoles, scales) => {
      const file = read(path);
      const inspection = await inspect(file);
      expect(inspection.shape.platform).toBe(platform);
      expect(inspection.reading.encoding).toBe(encoding);
      expect(inspection.shape.layout.header).toHaveLength(width);
      expect(roles(inspection.columns)).toEqual(expectedRoles);
      expect(scalesOf(inspection.columns)).toEqual(scales);
      expect(inspection.refused).toEqual([]);
      // Every column of the file is part of exactly one question.
      const positions = inspection.shape.questions
        .flatMap(({ reading }) =>
          reading.kind === 'columns' ? reading.positions : reading.position,
        )
        .filter((position) => position < width);
      expect([...positions].sort((a, b) => a - b)).toEqual(
        Array.from({ length: width }, (_, at) => at),
      );
      if (inspection.isWhole) expect(inspection.rowCount).toBe(respondents);
      else expect((await importAs(file)).source.rowCount).toBe(respondents);
    },
  );

  /** What respondents answered, question by question, in a form that both exports share. */
  async function answersOf(path: string) {
    const inspection = await inspect(read(path));
    const { questions, missing } = inspection.shape;
    const rows = await rowsOf(read(path), inspection);
    return questions.flatMap(({ meta, item, reading }, index) => {
      if (meta !== null || item.endsWith(otherTextMark)) return [];
      if (reading.kind !== 'cell') {
        const { read: readChoices, options } = choiceReader(reading, missing);
        const chosen = rows.map((row) => readChoices(row).map((code) => options[code - 1] ?? ''));
        // Options stand in the order of the file; only a ranking is an order of the respondent's.
        return [chosen.map((one) => (reading.isRanked ? one : one.sort()).join('┋'))];
      }
      const { scale, kind } = inspection.columns[index]!.proposal.plan;
      const codeOf = kind === 'overall' && scale ? ratingCoder(scale, missing) : null;
      return [
        rows.map((row) => {
          const cell = row[reading.position]!;
          if (codeOf) return codeOf(cell);
          if (isBlank(cell) || Object.hasOwn(missing, cell)) return null;
          return statedNumber(cell) ?? optionName(cell);
        }),
      ];
    });
  }

  it.each(['wjx-800', 'wjx-204', 'wjx-4'])(
    '%s: by text and by number hold the same answers, question by question',
    async (name) => {
      const ending = name === 'wjx-4' ? 'xlsx' : 'xls';
      const byText = await answersOf(`wjx/${name}-text.${ending}`);
      const byNumber = await answersOf(`wjx/${name}-number.${ending}`);
      expect(byText.length).toBe(byNumber.length);
      byText.forEach((answers, question) => {
        const numbers = byNumber[question]!;
        // A closed question by number names no words: each number must stand for one answer.
        const pairs = new Set(answers.map((answer, row) => JSON.stringify([answer, numbers[row]])));
        expect(pairs.size).toBe(new Set(answers.map((one) => JSON.stringify(one))).size);
        expect(pairs.size).toBe(new Set(numbers.map((one) => JSON.stringify(one))).size);
      });
    },
  );

  const spectrum = join(sharedData, 'csv-torture/csv-spectrum');
  const names = hasSharedData ? readdirSync(join(spectrum, 'csvs')) : [];
  it.each(names)('csv-spectrum/%s reads as its JSON says', async (name) => {
    const json: unknown = JSON.parse(
      readFileSync(join(spectrum, 'json', name.replace('.csv', '.json')), 'utf8'),
    );
    const wanted = [json].flat() as Record<string, string>[];
    const inspection = await inspect(fileOf(readFileSync(join(spectrum, 'csvs', name)), name));
    expect(inspection.rowCount).toBe(wanted.length);
    expect(inspection.columns.map(({ header }) => header)).toEqual(Object.keys(wanted[0]!));
  });
  const bad = hasSharedData
    ? readdirSync(join(sharedData, 'csv-torture/sineemore/csv')).filter((name) =>
        /^bad-/u.test(name),
      )
    : [];
  it.each(bad)('sineemore/%s is refused, or reported with its line', async (name) => {
    const outcome = await inspect(read(`csv-torture/sineemore/csv/${name}`)).then(
      ({ firstShortLine, strayQuoteLine }) => firstShortLine ?? strayQuoteLine,
      (error: unknown) => (isAppError(error) ? error.code : 'bug'),
    );
    expect(outcome).toBe(
      {
        'bad-header-less-fields.csv': 2,
        'bad-header-more-fields.csv': 'error.allRefused',
        'bad-header-no-header.csv': 'error.fileEmpty',
        'bad-header-wrong-header.csv': 'error.headerOnly',
        'bad-missing-quote.csv': 'error.unclosedQuote',
        'bad-quotes-with-unescaped-quote.csv': 'error.allRefused',
        'bad-unescaped-quote.csv': 2,
      }[name],
    );
  });

  interface Vector {
    readonly description: string;
    readonly input: unknown;
    readonly config: Readonly<Record<string, unknown>>;
    readonly expected: { readonly data: unknown; readonly errors: readonly unknown[] };
  }
  const vectors = hasSharedData
    ? (JSON.parse(
        readFileSync(join(sharedData, 'csv-torture/papaparse/papaparse_test_vectors.json'), 'utf8'),
      ) as Readonly<Record<string, readonly Vector[]>>)
    : {};
  /**
   * Those about reading commas, quotes and line ends; the others test options that nobody sets, or
   * leave one of two line ends in the text, where a mixed file must give the same table (fault 32).
   */
  const plain = Object.entries(vectors).flatMap(([group, tests]) =>
    group === 'UNPARSE_TESTS'
      ? []
      : tests
          .filter(
            ({ config, expected, input, description }) =>
              !/^Mixed slash/u.test(description) &&
              typeof input === 'string' &&
              Object.keys(config ?? {}).length === 0 &&
              expected.errors.length === 0 &&
              !/\t|\||;/u.test(input),
          )
          .map((test) => [`${group}: ${test.description}`, test] as const),
  );
  it('Papaparse has vectors of its own', () => expect(plain.length).toBeGreaterThan(20));
  it.each(plain)('%s', (_, { input, expected }) => {
    const { records } = new RecordParser(',').push(input as string, true);
    const filled = (rows: readonly (readonly string[])[]) =>
      rows.filter((row) => row.some((field) => field.trim() !== ''));
    expect(filled(records)).toEqual(filled(expected.data as string[][]));
  });
});
