import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EngagementContents } from '../../../../src/domain/snapshot/contents';
import { equal } from '../../../../src/shared/equal';
import { mergeContents } from '../../../../src/domain/snapshot/mergeContents';
import {
  seenWith,
  unstampedFields,
  type RecordStamp,
} from '../../../../src/domain/snapshot/stamps';
import { contents } from '../../../support/contents';
import { answerOf, interviewOf } from '../../../support/interviews';

const held = ['i1', 'i2'].map((id) => interviewOf(id));
const start: EngagementContents = {
  ...contents,
  interviews: held,
  answers: held.map((interview) => answerOf(interview, 'q1', { step: 1 })),
  followUps: [],
  recordings: [],
  decisions: [],
  commentCodes: [],
  sources: [],
  stamps: [],
  seen: {},
};

type PartTable = 'interviews' | 'answers' | 'followUps' | 'decisions';
type Row = Readonly<Record<string, unknown>>;
const keyOf: Readonly<Record<PartTable, (row: Row) => unknown>> = {
  interviews: ({ id }) => id,
  answers: ({ interviewId, questionId }) => [interviewId, questionId],
  followUps: ({ id }) => id,
  decisions: ({ sourceId, row }) => [sourceId, row],
};
/** The fields of a new record beside those that are given. */
const blank: Readonly<Record<PartTable, (given: Row) => object>> = {
  interviews: () => ({}),
  answers: (given) =>
    answerOf(interviewOf(String(given['interviewId'])), String(given['questionId'])),
  followUps: () => ({
    engagementId: 'e1',
    cause: 'low',
    questionIds: [],
    openedAt: 5,
    dueAt: 6,
    doneAt: null,
  }),
  decisions: () => ({ reason: 'test', decidedAt: 5, corrections: [] }),
};
const tables = Object.keys(keyOf) as PartTable[];
const ownerOf = (key: string) => ([JSON.parse(key)] as unknown[]).flat()[0];

/** A copy on a device, which stamps what is changed the way the storage does. */
class Copy {
  contents = start;
  readonly #device: string;
  #clock: number;

  constructor(device: string, clock: number) {
    this.#device = device;
    this.#clock = clock;
  }

  #rows(table: PartTable): readonly Row[] {
    return this.contents[table] as unknown as readonly Row[];
  }

  /** Writes a record, or deletes the one with its key. */
  write(table: PartTable, record: Row, isDeleted = false): void {
    const key = JSON.stringify(keyOf[table](record));
    const old = this.#rows(table).find((row) => JSON.stringify(keyOf[table](row)) === key);
    const next = isDeleted ? null : { ...(old ?? blank[table](record)), ...record };
    if (!old && !next) return;
    const changed = Object.keys(next ?? {}).filter(
      (field) => !unstampedFields.has(field) && !(old && equal(old[field], next?.[field])),
    );
    const stamp = { at: ++this.#clock, by: this.#device };
    const { stamps, seen } = this.contents;
    const before = stamps.find((one) => one.table === table && one.key === key);
    const fields = Object.fromEntries(changed.map((field) => [field, stamp] as const));
    const after: RecordStamp = {
      table: table,
      key,
      fields: { ...before?.fields, ...fields },
      deleted: isDeleted ? stamp : null,
    };
    const all = [...stamps.filter((one) => one !== before), after];
    this.contents = {
      ...this.contents,
      [table]: [...this.#rows(table).filter((row) => row !== old), ...(next ? [next] : [])],
      stamps: all,
      seen: seenWith(seen, all),
    };
  }

  erase(id: string): void {
    for (const table of tables.toReversed()) {
      for (const row of this.#rows(table)) {
        if (ownerOf(JSON.stringify(keyOf[table](row))) === id) this.write(table, row, true);
      }
    }
  }

  take({ contents: theirs }: Copy) {
    const merge = mergeContents(this.contents, theirs);
    this.contents = merge.merged;
    // The clock of a device runs on past what it has seen.
    this.#clock = Math.max(this.#clock, ...Object.values(this.contents.seen));
    return merge;
  }

  /** What is said in it, whatever order it lies in. */
  get said(): unknown {
    return tables.map((table) =>
      this.#rows(table)
        .map((row) =>
          JSON.stringify(
            Object.entries(row)
              .filter(([field]) => !unstampedFields.has(field))
              .sort(([a], [b]) => (a < b ? -1 : 1)),
          ),
        )
        .sort(),
    );
  }
}

const id = fc.constantFrom('i1', 'i2');
const change = fc.oneof(
  fc.record({
    table: fc.constant('answers' as const),
    record: fc.record({
      interviewId: id,
      questionId: fc.constantFrom('q1', 'q2'),
      step: fc.nat(4),
    }),
  }),
  fc.record({
    table: fc.constant('decisions' as const),
    record: fc.record({
      sourceId: id,
      row: fc.constant(0),
      decision: fc.constantFrom('keep', 'exclude'),
    }),
  }),
  fc.record({
    table: fc.constant('followUps' as const),
    record: id.chain((one) =>
      fc.record({
        id: fc.constant(one),
        interviewId: fc.constant(one),
        note: fc.constantFrom('a', 'b'),
      }),
    ),
  }),
  fc.record({
    table: fc.constant('interviews' as const),
    record: fc.record({ id, place: fc.constantFrom('x', 'y') }),
  }),
);
const step = fc.record({
  who: fc.nat(2),
  what: fc.oneof(
    fc.record({ kind: fc.constant('write' as const), change, isDeleted: fc.boolean() }),
    fc.record({ kind: fc.constant('erase' as const), id }),
    fc.record({ kind: fc.constant('take' as const), from: fc.nat(2) }),
  ),
});

it('three copies on which interviews are answered, decided about and erased end equal', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const copies = ['A', 'B', 'C'].map((device, at) => new Copy(device, 100 + at * 20));
      for (const { who, what } of steps) {
        const copy = copies[who] as Copy;
        if (what.kind === 'take') {
          if (what.from !== who) copy.take(copies[what.from] as Copy);
        } else if (what.kind === 'erase') copy.erase(what.id);
        else {
          const { table, record } = what.change;
          const owner = ownerOf(JSON.stringify(keyOf[table](record)));
          const isThere = copy.contents.interviews.some((one) => one.id === owner);
          // An interview itself is erased as a whole only.
          const isDeleted = what.isDeleted && table !== 'interviews';
          if (isThere) copy.write(table, record, isDeleted);
        }
      }
      const others = (copy: Copy) => copies.filter((one) => one !== copy);
      for (let round = 0; round < 4; round++) {
        for (const copy of copies) for (const other of others(copy)) copy.take(other);
      }
      for (const copy of copies) {
        expect(copy.said).toEqual(copies[0]?.said);
        const ids = new Set(copy.contents.interviews.map((one) => one.id));
        for (const one of copy.contents.answers) expect(ids).toContain(one.interviewId);
        for (const one of copy.contents.decisions) expect(ids).toContain(one.sourceId);
        for (const other of others(copy)) {
          const { changes, conflicts } = copy.take(other);
          expect([changes, conflicts]).toEqual([[], []]);
        }
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);
