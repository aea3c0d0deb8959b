import type { KnownNames } from '../table/masking';
import type { Interview } from './interview';

/** Codes of interviewers, I1, I2 …, in the order they began to interview; blank has none. */
export function interviewerCodes(interviews: readonly Interview[]): Map<string, string> {
  const codes = new Map<string, string>();
  const inOrder = [...interviews].sort(
    (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  );
  for (const { interviewer } of inOrder) {
    if (interviewer !== '' && !codes.has(interviewer)) {
      codes.set(interviewer, `I${codes.size + 1}`);
    }
  }
  return codes;
}

/** A short Latin name could be part of any word. */
const isDistinct = (name: string) =>
  name.length >= 4 || (name.length >= 2 && /\p{Script=Han}/u.test(name));

/** The names of the key table with those of the interviewers, for masking texts they stand in. */
export function withInterviewers(
  known: KnownNames,
  interviewers: ReadonlyMap<string, string>,
): KnownNames {
  return new Map([...known, ...[...interviewers].filter(([name]) => isDistinct(name))]);
}
