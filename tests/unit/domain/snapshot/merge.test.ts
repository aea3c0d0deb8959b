import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCleaning } from '../../../../src/domain/cleaning/cleaningSettings';
import type { Goal } from '../../../../src/domain/model/goal';
import {
  indicatorsOf,
  type IndicatorModel,
  type ModelVersion,
} from '../../../../src/domain/model/indicatorModel';
import {
  decisionsOn,
  interviewsOf,
  type EngagementContents,
} from '../../../../src/domain/snapshot/contents';
import { mergeContents } from '../../../../src/domain/snapshot/mergeContents';
import { seenWith, type RecordStamp } from '../../../../src/domain/snapshot/stamps';
import { nothingKept } from '../../../support/contents';
import { answerOf, consentOf, interviewOf, questionnaireOf } from '../../../support/interviews';
import { modelOf } from '../../../support/models';

const model = modelOf({ D: [100, { a: 60, b: 40 }] });
const versionOf = (one: IndicatorModel): ModelVersion => ({
  engagementId: 'e1',
  version: one.version,
  savedAt: one.updatedAt,
  note: '',
  model: one,
});

const goal = (id: string, to: number): Goal => ({
  id,
  engagementId: 'e1',
  metric: { kind: 'overall' },
  note: '',
  from: null,
  to,
  startDay: null,
  dueDay: null,
  createdAt: 1,
});

const start: EngagementContents = {
  ...nothingKept,
  engagement: {
    id: 'e1',
    name: '海川',
    isSample: false,
    createdAt: 1,
    updatedAt: 2,
    deletedAt: null,
    backedUpAt: null,
    population: null,
  },
  model,
  modelVersions: [versionOf(model)],
  goals: [goal('g1', 4.2)],
  cleaning: defaultCleaning,
  questionnaires: [questionnaireOf(model)],
  stamps: [],
  seen: {},
  sources: [],
};

/** A copy on a device, on which things are changed the way the storage stamps them. */
class Copy {
  contents: EngagementContents;
  readonly device: string;
  #clock: number;

  constructor(device: string, contents: EngagementContents, clock: number) {
    this.device = device;
    this.contents = contents;
    this.#clock = clock;
  }

  setGoal(id: string, changes: Partial<Goal> | null): void {
    const { goals, stamps, seen } = this.contents;
    const known = goals.find((one) => one.id === id);
    const at = ++this.#clock;
    const stamp = { at, by: this.device };
    const key = JSON.stringify(id);
    const before = stamps.find((one) => one.table === 'goals' && one.key === key);
    const fields = Object.fromEntries(
      // A record that is made has all its fields stamped.
      Object.keys(known ? (changes ?? {}) : goal(id, 3)).map((field) => [field, stamp] as const),
    );
    const after: RecordStamp = {
      table: 'goals',
      key,
      fields: { ...before?.fields, ...fields },
      deleted: changes === null ? stamp : null,
    };
    const rest = goals.filter((one) => one.id !== id);
    const allStamps = [...stamps.filter((one) => one !== before), after];
    this.contents = {
      ...this.contents,
      goals: changes === null ? rest : [...rest, { ...(known ?? goal(id, 3)), ...changes }],
      stamps: allStamps,
      seen: seenWith(seen, allStamps),
    };
  }

  setModel(change: (one: IndicatorModel) => IndicatorModel): void {
    const { model: before, modelVersions } = this.contents;
    const changed = change(before);
    const next = { ...changed, version: before.version + 1, updatedAt: ++this.#clock };
    this.contents = {
      ...this.contents,
      model: next,
      modelVersions: [...modelVersions, versionOf(next)],
    };
  }

  take(other: Copy, choices = new Map()) {
    const merge = mergeContents(this.contents, other.contents, choices);
    const { merged } = merge;
    this.contents = { ...merged, seen: seenWith(merged.seen, merged.stamps) };
    return merge;
  }

  goal(id: string) {
    return this.contents.goals.find((one) => one.id === id);
  }
}

const pair = () => [new Copy('A', start, 100), new Copy('B', start, 200)] as const;

/** What everybody sees of an engagement, without its book-keeping. */
const shown = ({ contents: { goals, model: one } }: Copy) => ({
  goals: [...goals].sort((a, b) => (a.id < b.id ? -1 : 1)),
  dimensions: one.dimensions,
});

describe('merging two copies', () => {
  it('brings together what each side changed, field by field, without a conflict', () => {
    const [a, b] = pair();
    a.setGoal('g1', { to: 4.5 });
    b.setGoal('g1', { note: '年底前' });
    b.setGoal('g2', { to: 4 });
    expect(a.take(b).conflicts).toEqual([]);
    expect(a.goal('g1')).toMatchObject({ to: 4.5, note: '年底前' });
    expect(a.goal('g2')).toMatchObject({ to: 4 });
  });
  it('takes a later change that knew mine without asking', () => {
    const [a, b] = pair();
    a.setGoal('g1', { to: 4.5 });
    b.take(a);
    b.setGoal('g1', { to: 4.8 });
    expect(a.take(b).conflicts).toEqual([]);
    expect(a.goal('g1')?.to).toBe(4.8);
  });
  it('lists what both changed blindly; the newest counts unless decided otherwise', () => {
    const [a, b] = pair();
    a.setGoal('g1', { to: 4.5 });
    b.setGoal('g1', { to: 4.8 });
    const [conflict] = mergeContents(a.contents, b.contents).conflicts;
    expect(conflict).toMatchObject({ field: 'to', mine: 4.5, theirs: 4.8, wins: 'theirs' });
    a.take(b, new Map([[conflict!.id, 'mine']]));
    expect(a.goal('g1')?.to).toBe(4.5);
    // The decision holds on both sides from now on.
    expect(a.take(b)).toMatchObject({ changes: [], conflicts: [] });
    expect(b.take(a).conflicts).toEqual([]);
    expect(b.goal('g1')?.to).toBe(4.5);
  });
  it('carries deletions, but not over a change that the other side did not know', () => {
    const [a, b] = pair();
    a.setGoal('g1', null);
    b.take(a);
    expect(b.goal('g1')).toBeUndefined();
    const [c, d] = pair();
    c.setGoal('g1', null);
    d.setGoal('g1', { to: 4.9 });
    c.take(d);
    expect(c.goal('g1')?.to).toBe(4.9);
  });
  it('puts models together: lines of one, weights of the other', () => {
    const [a, b] = pair();
    a.setModel((one) => ({ ...one, target: 4.4 }));
    b.setModel((one) => {
      const [first] = one.dimensions;
      const indicators = first!.indicators.map((indicator) => ({ ...indicator, weight: 50 }));
      return { ...one, dimensions: [{ ...first!, indicators }] };
    });
    expect(a.take(b).conflicts).toEqual([]);
    expect(a.contents.model.target).toBe(4.4);
    expect(a.contents.model.dimensions[0]!.indicators.map(({ weight }) => weight)).toEqual([
      50, 50,
    ]);
    // Both histories are kept, and the merged model is the last version.
    expect(a.contents.modelVersions).toHaveLength(4);
    expect(a.contents.model.version).toBe(a.contents.modelVersions.at(-1)?.version);
    expect(a.take(b).changes).toEqual([]);
    b.take(a);
    expect(shown(b)).toEqual(shown(a));
  });
  it('keeps both versions of a model whose weights both changed, and says so', () => {
    const [a, b] = pair();
    const weigh = (weights: readonly number[]) => (one: IndicatorModel) => {
      const [first] = one.dimensions;
      const indicators = first!.indicators.map((item, at) => ({ ...item, weight: weights[at]! }));
      return { ...one, dimensions: [{ ...first!, indicators }] };
    };
    a.setModel(weigh([70, 30]));
    b.setModel(weigh([20, 80]));
    const { conflicts } = a.take(b);
    expect(conflicts).toMatchObject([{ table: 'models', field: 'structure', wins: 'theirs' }]);
    const weights = a.contents.modelVersions.map(({ model: one }) =>
      one.dimensions[0]!.indicators.map(({ weight }) => weight),
    );
    expect(weights).toContainEqual([70, 30]);
    expect(weights).toContainEqual([20, 80]);
  });
  it('doubles no file that both imported, and moves decisions to it', () => {
    const source = {
      id: 's1',
      engagementId: 'e1',
      kind: 'survey',
      platform: 'plain',
      fileName: 'f.csv',
      sheet: null,
      fileSize: 1,
      fingerprint: 'ff',
      encoding: 'utf-8',
      delimiter: ',',
      importedAt: 1,
      rowCount: 1,
      refusedCount: 0,
      refused: [],
      shortRecordCount: 0,
      period: null,
      columns: [],
      removedAt: null,
    } as const;
    const chunks = [{ rowCount: 1, columns: [] }];
    const decision = {
      sourceId: 's2',
      row: 0,
      decision: 'exclude',
      reason: 'test',
      decidedAt: 5,
      corrections: [],
    } as const;
    const mine = { ...start, sources: [{ source, chunks }] };
    const theirs = {
      ...start,
      sources: [{ source: { ...source, id: 's2' }, chunks }],
      decisions: [decision],
    };
    const { merged } = mergeContents(mine, theirs);
    expect(merged.sources).toHaveLength(1);
    expect(merged.decisions).toEqual([{ ...decision, sourceId: 's1' }]);
  });
  it('knows a decision about an interview by the interview, whatever row that has', () => {
    const decision = {
      sourceId: 'late',
      row: 0,
      decision: 'exclude' as const,
      reason: 'a test run',
      decidedAt: 5,
      corrections: [],
    };
    const held = (id: string, startedAt: number) =>
      interviewOf(id, { startedAt, finishedAt: 60, questionnaireId: start.questionnaires[0]!.id });
    const mine = { ...start, interviews: [held('late', 50)], decisions: [decision] };
    const theirs = { ...start, interviews: [held('early', 10)] };
    for (const { merged } of [mergeContents(mine, theirs), mergeContents(theirs, mine)]) {
      expect(decisionsOn(merged, interviewsOf(merged)!)).toEqual([
        { ...decision, sourceId: 'interviews-e1', row: 1 },
      ]);
    }
  });
  it('does not bring a decision back that was taken back', () => {
    const decision = {
      sourceId: 'i1',
      row: 0,
      decision: 'exclude' as const,
      reason: 'a test run',
      decidedAt: 5,
      corrections: [],
    };
    const stamp = (deleted: RecordStamp['deleted']): RecordStamp => ({
      table: 'decisions',
      key: '["i1",0]',
      fields: { decision: { at: 10, by: 'A' } },
      deleted,
    });
    const interviews = [interviewOf('i1')];
    const older = {
      ...start,
      interviews,
      decisions: [decision],
      stamps: [stamp(null)],
      seen: { A: 10 },
    };
    const newer = { ...start, interviews, stamps: [stamp({ at: 20, by: 'A' })], seen: { A: 20 } };
    expect(mergeContents(newer, older).merged.decisions).toEqual([]);
    expect(mergeContents(older, newer).merged.decisions).toEqual([]);
  });
  it('erases an interview as a whole, or keeps it as a whole where the other side went on with it', () => {
    const interview = interviewOf('i1', { questionnaireId: start.questionnaires[0]!.id });
    const stampOf = (
      table: 'interviews' | 'answers',
      key: string,
      at: number,
      by: string,
      deleted: RecordStamp['deleted'] = null,
    ): RecordStamp => ({ table, key, fields: { step: { at, by } }, deleted });
    const gone = { at: 50, by: 'A' };
    const erased = {
      ...start,
      stamps: [
        stampOf('interviews', '"i1"', 10, 'A', gone),
        stampOf('answers', '["i1","q1"]', 11, 'A', gone),
        stampOf('answers', '["i1","q2"]', 12, 'A', gone),
      ],
      seen: { A: 50 },
    };
    const untouched = {
      ...start,
      interviews: [interview],
      answers: [answerOf(interview, 'q1', { step: 2 }), answerOf(interview, 'q2', { step: 3 })],
      stamps: [
        stampOf('interviews', '"i1"', 10, 'A'),
        stampOf('answers', '["i1","q1"]', 11, 'A'),
        stampOf('answers', '["i1","q2"]', 12, 'A'),
      ],
      seen: { A: 12 },
    };
    const wentOn = {
      ...untouched,
      stamps: [...untouched.stamps.slice(0, 2), stampOf('answers', '["i1","q2"]', 40, 'B')],
      seen: { A: 12, B: 40 },
    };
    for (const { merged } of [mergeContents(erased, untouched), mergeContents(untouched, erased)]) {
      expect(merged.interviews).toEqual([]);
      expect(merged.answers).toEqual([]);
    }
    for (const { merged } of [mergeContents(erased, wentOn), mergeContents(wentOn, erased)]) {
      expect(merged.interviews).toEqual([interview]);
      expect(merged.answers).toEqual(wentOn.answers);
      // Known to all from now on: merging either again changes nothing.
      expect(mergeContents(merged, erased).merged.answers).toEqual(wentOn.answers);
      expect(mergeContents(merged, wentOn).changes).toEqual([]);
    }
  });
  it('keeps an indicator that interviews have rated, though a colleague took it out', () => {
    const dropped = new Copy('B', start, 100);
    dropped.setModel((one) => ({
      ...one,
      dimensions: one.dimensions.map((dimension) => ({
        ...dimension,
        indicators: dimension.indicators.filter(({ id }) => id !== 'a'),
      })),
    }));
    const interview = interviewOf('i1', {
      startedAt: 1,
      finishedAt: 2,
      questionnaireId: start.questionnaires[0]!.id,
    });
    const question = start.questionnaires[0]!.questions.find(
      ({ indicatorId }) => indicatorId === 'a',
    );
    const mine = {
      ...start,
      interviews: [interview],
      answers: [answerOf(interview, question!.id, { step: 2 })],
    };
    for (const { merged } of [
      mergeContents(mine, dropped.contents),
      mergeContents(dropped.contents, mine),
    ]) {
      expect(indicatorsOf(merged.model).map(({ indicator }) => indicator.id)).toContain('a');
      expect(mergeContents(merged, dropped.contents).changes).toEqual([]);
    }
  });
  it('numbers questionnaires that grew apart in the order they were saved, and asks which counts', () => {
    const [first] = start.questionnaires;
    const version = (id: string, savedAt: number) => ({ ...first!, id, savedAt, version: 2 });
    const at = first!.savedAt;
    const mine = { ...start, questionnaires: [first!, version('m', at + 10)] };
    const theirs = { ...start, questionnaires: [first!, version('t', at + 20)] };
    const { merged, conflicts } = mergeContents(mine, theirs);
    expect(merged.questionnaires.map(({ id, version: n }) => [id, n])).toEqual([
      [first!.id, 1],
      ['m', 2],
      ['t', 3],
    ]);
    expect(conflicts).toMatchObject([{ table: 'questionnaires', wins: 'theirs' }]);
    const chosen = mergeContents(mine, theirs, new Map([[conflicts[0]!.id, 'mine']])).merged;
    expect(chosen.questionnaires.at(-1)).toMatchObject({ id: 'm~t', version: 4 });
    expect(mergeContents(theirs, chosen).merged.questionnaires).toEqual(chosen.questionnaires);
    expect(mergeContents(theirs, chosen).conflicts).toEqual([]);
  });
  it('takes no recording that was withdrawn here, and drops one that was withdrawn there', () => {
    const consent = consentOf();
    const piece = {
      interviewId: 'i1',
      take: 1,
      index: 0,
      mimeType: 'audio/webm',
      data: new ArrayBuffer(1),
    };
    const stampOf = (at: number, by: string): RecordStamp => ({
      table: 'interviews',
      key: '"i1"',
      fields: { consent: { at, by } },
      deleted: null,
    });
    const recorded = {
      ...start,
      interviews: [interviewOf('i1', { consent })],
      recordings: [piece],
      stamps: [stampOf(10, 'A')],
      seen: { A: 10 },
    };
    const withdrawn = {
      ...start,
      interviews: [
        interviewOf('i1', { consent: { ...consent, recording: false, withdrawnAt: 20 } }),
      ],
      stamps: [stampOf(20, 'B')],
      seen: { A: 10, B: 20 },
    };
    expect(mergeContents(recorded, withdrawn).merged.recordings).toEqual([]);
    expect(mergeContents(withdrawn, recorded).merged.recordings).toEqual([]);
    const deleted = {
      ...recorded,
      interviews: [interviewOf('i1', { consent, recordingDeletedAt: 5 })],
      recordings: [],
      stamps: [{ ...stampOf(10, 'A'), fields: { recordingDeletedAt: { at: 20, by: 'B' } } }],
      seen: { A: 10, B: 20 },
    };
    expect(mergeContents(deleted, recorded).merged.recordings).toEqual([]);
    expect(mergeContents(recorded, deleted).merged.recordings).toEqual([]);
    const answered = { ...recorded, answers: [answerOf(interviewOf('i1'), 'q1', { step: 2 })] };
    expect(mergeContents(recorded, answered).merged.recordings).toEqual([piece]);
  });
});

describe('what was taken back for good', () => {
  const consent = consentOf({ quoting: true });
  const copy = (
    by: string,
    at: number,
    field: 'consent' | 'recordingDeletedAt',
    changes: Partial<ReturnType<typeof interviewOf>>,
  ): EngagementContents => ({
    ...start,
    interviews: [interviewOf('i1', { consent, ...changes })],
    stamps: [{ table: 'interviews', key: '"i1"', fields: { [field]: { at, by } }, deleted: null }],
    seen: { [by]: at },
  });
  it('a consent stays withdrawn, though the other side changed it later without knowing', () => {
    const withdrawn = { ...consent, recording: false, quoting: false, withdrawnAt: 20 };
    const mine = copy('A', 20, 'consent', { consent: withdrawn });
    const theirs = copy('B', 30, 'consent', { consent: { ...consent, quoting: false } });
    for (const { merged, conflicts } of [
      mergeContents(mine, theirs),
      mergeContents(theirs, mine),
    ]) {
      expect(merged.interviews[0]?.consent).toEqual(withdrawn);
      expect(conflicts).toEqual([]);
      expect(mergeContents(theirs, merged).merged.interviews[0]?.consent).toEqual(withdrawn);
    }
  });
  it('of two deletions of a recording the later counts', () => {
    const mine = copy('A', 20, 'recordingDeletedAt', { recordingDeletedAt: 500 });
    const theirs = copy('B', 30, 'recordingDeletedAt', { recordingDeletedAt: 300 });
    for (const { merged, conflicts } of [
      mergeContents(mine, theirs),
      mergeContents(theirs, mine),
    ]) {
      expect(merged.interviews[0]?.recordingDeletedAt).toBe(500);
      expect(conflicts).toEqual([]);
    }
  });
});

describe('any history of changes and merges', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('set' as const),
      who: fc.integer({ min: 0, max: 2 }),
      id: fc.constantFrom('g1', 'g2', 'g3'),
      field: fc.constantFrom('to' as const, 'from' as const),
      value: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({
      kind: fc.constant('delete' as const),
      who: fc.integer({ min: 0, max: 2 }),
      id: fc.constantFrom('g1', 'g2', 'g3'),
    }),
    fc.record({
      kind: fc.constant('merge' as const),
      who: fc.integer({ min: 0, max: 2 }),
      from: fc.integer({ min: 0, max: 2 }),
    }),
  );
  it('ends with all copies equal once each has taken the others, and merging again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const copies = ['A', 'B', 'C'].map((name, at) => new Copy(name, start, at * 1_000));
        const at = (index: number) => copies[index] as Copy;
        for (const one of steps) {
          if (one.kind === 'merge') {
            if (one.who !== one.from) at(one.who).take(at(one.from));
          } else if (one.kind === 'delete') {
            if (at(one.who).goal(one.id)) at(one.who).setGoal(one.id, null);
          } else at(one.who).setGoal(one.id, { [one.field]: one.value });
        }
        for (const [who, from] of [
          [0, 1],
          [0, 2],
          [1, 0],
          [2, 0],
        ] as const) {
          at(who).take(at(from));
        }
        expect(shown(at(1))).toEqual(shown(at(0)));
        expect(shown(at(2))).toEqual(shown(at(0)));
        expect(at(0).take(at(1))).toMatchObject({ changes: [], conflicts: [] });
        expect(at(1).take(at(2))).toMatchObject({ changes: [], conflicts: [] });
      }),
      { numRuns: 300 },
    );
  });
});
