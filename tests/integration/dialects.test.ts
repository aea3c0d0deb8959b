import { describe, expect, it } from 'vitest';
import { indicatorsOf } from '../../src/domain/model/indicatorModel';
import { wholeScope } from '../../src/domain/scoring/scope';
import { scoreReport } from '../../src/domain/scoring/scoreReport';
import { choicesAt } from '../../src/domain/table/columns';
import { changeCleaning } from '../../src/storage/cleaningStore';
import { createEngagement } from '../../src/storage/engagementStore';
import { loadModel } from '../../src/storage/modelStore';
import { loadChunks } from '../../src/storage/sourceStore';
import { OpenEngagement } from '../../src/worker/jobs/openEngagement';
import { onlyRules } from '../support/cleaning';
import {
  dialects,
  dialectText,
  dialectWorkbook,
  encoded,
  expected,
  type FileEncoding,
} from '../fixtures/dialects';
import { fileOf, importAs, inspect } from '../support/jobs';

/** Imports a file as proposed, with no rule excluding anything, and returns what came out. */
async function imported(file: File) {
  const { id } = await createEngagement('test', 1);
  await changeCleaning(id, () => onlyRules());
  const { source } = await importAs(file, {}, id);
  const engagement = new OpenEngagement(id);
  await engagement.refresh();
  const model = await loadModel(id);
  const report = scoreReport(engagement.cubes, {
    scope: wholeScope,
    model,
    unit: 'quarter',
    paretoSegment: null,
  });
  const byName = new Map(
    indicatorsOf(model).map(({ indicator }) => [indicator.id, indicator.name]),
  );
  const means = report.scores.dimensions
    .flatMap(({ indicators }) => indicators)
    .map(({ id: indicatorId, score }) => [byName.get(indicatorId), score] as const);
  return { source, report, means, chunks: await loadChunks(source.id) };
}

const names = ['响应速度', '服务态度', '解决能力'];

async function expectTheSurvey(file: File, platform: string) {
  const inspection = await inspect(file);
  expect(inspection.shape.platform).toBe(platform);
  expect(inspection.rowCount).toBe(expected.n);
  expect(inspection.encodingDoubts).toEqual([]);
  const { source, report, means, chunks } = await imported(file);
  expect(report.scores.responses).toBe(expected.n);
  for (const [index, name] of names.entries()) {
    const found = means.find(([one]) => one === name);
    expect(found?.[1], name).toBeCloseTo(expected.means[index]!, 9);
  }
  expect(means).toHaveLength(names.length);
  expect(report.nps?.score).toBeCloseTo(expected.nps, 9);
  expect(source.columns.filter(({ role }) => role.kind === 'date')).toHaveLength(1);
  const at = source.columns.findIndex(({ role }) => role.kind === 'choices');
  if (at >= 0) {
    const counts = new Map<string, number>();
    for (const { columns, rowCount } of chunks) {
      const column = columns[at];
      if (column?.kind !== 'choices') throw new Error('no choices');
      for (let row = 0; row < rowCount; row++) {
        for (const code of choicesAt(column.data, row)) {
          const option = source.columns[at]!.values[code - 1];
          if (option !== undefined) counts.set(option, (counts.get(option) ?? 0) + 1);
        }
      }
    }
    expect([...counts.values()].sort()).toEqual([...expected.hobbies].sort());
  }
  return at >= 0;
}

const cases = dialects.flatMap((dialect) =>
  dialect.encodings.map((encoding): [string, FileEncoding, (typeof dialects)[number]] => [
    dialect.name,
    encoding,
    dialect,
  ]),
);

describe('one survey in every dialect and encoding gives the same n, means and NPS', () => {
  it.each(cases)('%s in %s', async (name, encoding, dialect) => {
    const file = fileOf(encoded(dialectText(dialect), encoding), 'export.csv');
    const hasChoices = await expectTheSurvey(file, dialect.platform);
    const asksForHobbies = !/condensed|Qualtrics|by hand/u.test(name);
    expect(hasChoices, 'the multi-select is one question').toBe(asksForHobbies);
  });
  it.each(dialects.filter(({ hasWorkbook }) => hasWorkbook).map((one) => [one.name, one] as const))(
    '%s as a workbook',
    async (_, dialect) => {
      await expectTheSurvey(fileOf(dialectWorkbook(dialect), 'export.xlsx'), dialect.platform);
    },
  );
});
