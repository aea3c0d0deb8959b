import { askedAnswer } from '../table/attentionCheck';
import { answerWord } from '../table/ratingScale';
import type { ResponseTable, SegmentColumn } from '../table/responseTable';
import * as v from 'valibot';
import { text } from '../kept/fieldSchemas';
import { defineRule } from './cleaningRule';

/** The answers that pass an attention check. */
export interface TrapAnswer {
  readonly segmentId: string;
  readonly accepted: readonly string[];
}

interface Details {
  readonly traps: readonly TrapAnswer[];
}

const trapsSchema = v.array(v.object({ segmentId: text, accepted: v.array(text) }));

/** Attention checks of a source with the codes that pass; a source's own words are the fallback. */
function checksOf(table: ResponseTable, { traps }: Details) {
  return table.segments.flatMap((segment) => {
    const accepted = acceptedCodes(segment, traps);
    return accepted === null ? [] : [{ segment, accepted }];
  });
}

/** The answers that pass a question as an attention check; null where nobody can tell, or it is none. */
export function acceptedAnswers(
  segment: SegmentColumn,
  details: Details,
): readonly string[] | null {
  const accepted = acceptedCodes(segment, details.traps);
  return accepted && segment.values.filter((_, index) => accepted[index + 1] === 1);
}

function acceptedCodes(
  { segmentId, values, meaning }: SegmentColumn,
  traps: Details['traps'],
): Uint8Array | null {
  const set = traps.find((trap) => trap.segmentId === segmentId);
  // Until an answer is chosen nobody can fail.
  if (set?.accepted.length === 0) return null;
  if (set) {
    const words = new Set(set.accepted.map(answerWord));
    return orUnknown(codesWhere(values, (value) => words.has(answerWord(value))));
  }
  if (meaning !== 'trap') return null;
  const asked = askedAnswer(segmentId);
  if (asked === null) return null;
  const word = answerWord(asked);
  return orUnknown(codesWhere(values, (value) => answerWord(value) === word));
}

/** Where none of a source's answers passes, the option is spelt otherwise: only a person can tell. */
function orUnknown(passes: Uint8Array): Uint8Array | null {
  return passes.includes(1) ? passes : null;
}

function codesWhere(values: readonly string[], passes: (value: string) => boolean): Uint8Array {
  return Uint8Array.from(['', ...values], (value, code) => (code > 0 && passes(value) ? 1 : 0));
}

/** Responses that gave an attention check another answer than it asks for. Blank is not failed. */
export const trapFailed = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  details: {
    traps: { kind: 'traps', initial: [] as readonly TrapAnswer[], schema: trapsSchema },
  },
  limits: { failed: { usual: 1, min: 1, max: 10, step: 1 } },
  unfit: ({ table, details }) => (checksOf(table, details).length === 0 ? 'noTraps' : null),
  mark({ table, details }, { failed }, mark) {
    const checks = checksOf(table, details);
    if (checks.length === 0) return;
    for (let row = 0; row < table.rowCount; row++) {
      let count = 0;
      for (const { segment, accepted } of checks) {
        const code = segment.codes[row] as number;
        if (code > 0 && accepted[code] === 0) count++;
      }
      if (count >= failed) mark(row);
    }
  },
  evidence({ table, details }, _limits, row) {
    const check = checksOf(table, details).find(({ segment, accepted }) => {
      const code = segment.codes[row] as number;
      return code > 0 && accepted[code] === 0;
    });
    if (!check) return { name: '', value: '', asked: '' };
    const { segmentId, values, codes } = check.segment;
    return {
      name: segmentId,
      value: values[(codes[row] as number) - 1] ?? '',
      asked: values.filter((_, index) => check.accepted[index + 1] === 1).join(' / '),
    };
  },
});
