import { expect, it } from 'vitest';
import { planted, samplePlan, sampleRecords } from '../../../../src/domain/sample/sampleSurvey';
import { planProblem } from '../../../../src/domain/intake/importPlan';
import { sampleNames } from '../../../../src/features/engagements/sampleNames';

it.each(['zh-CN', 'en'] as const)(
  'the %s sample is the same every time, about 1,200 responses wide open to its plan',
  (language) => {
    const names = sampleNames(language);
    const [header, ...rows] = sampleRecords(names);
    expect(sampleRecords(names)).toEqual([header, ...rows]);
    expect(rows.length).toBe(1_196 + planted.duplicates);
    const { columns } = samplePlan(names);
    expect(columns.length).toBe(header?.length);
    expect(columns.map(({ name }) => name)).toEqual(header);
    expect(planProblem(columns, 'survey')).toBeNull();
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header?.length]));
  },
);
