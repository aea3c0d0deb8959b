import { wordingIn } from '../interviews/questionnaire';
import { nodesOf } from '../model/indicatorModel';
import { keyText, type AnyRecord } from '../kept/kept';
import type { EngagementContents } from './contents';
import { keptNames, keptOf } from './keptNouns';
import type { Conflict } from './mergeRecords';

/** A conflict with what it is about, and its sides as they are read on screen. */
export interface DescribedConflict extends Conflict {
  /** Names of the record, from the general to the particular; empty where the table says enough. */
  readonly about: readonly string[];
}

/** Says which answer, indicator or goal a conflict is about; `contents` hold both sides' records. */
export function describeConflict(
  conflict: Conflict,
  contents: EngagementContents,
): DescribedConflict {
  const { table, key } = conflict;
  if (table === 'models') {
    const node = nodesOf(contents.model).find(({ node: { id } }) => id === key)?.node;
    return { ...conflict, about: node ? [node.name] : [] };
  }
  if (table === 'answers') return describeAnswer(conflict, contents);
  if (table === 'questionnaires') {
    // The two are told apart by what was noted and how much they ask.
    const words = (savedAt: unknown) => {
      const version = contents.questionnaires.find((one) => one.savedAt === savedAt);
      return version ? [version.note, version.questions.length, savedAt] : savedAt;
    };
    return { ...conflict, mine: words(conflict.mine), theirs: words(conflict.theirs), about: [] };
  }
  if (table === 'decisions' || table === 'commentCodes') {
    return { ...themed(conflict, contents), about: responseOf(key, contents) };
  }
  const about = recordAbout(table, key, contents);
  return { ...conflict, about: about ? [about] : [] };
}

/** What a kept record is called; blank where it is gone or has no name. */
function recordAbout(table: string, key: string, contents: EngagementContents): string {
  const name = keptNames.find((one) => one === table);
  if (!name) return '';
  const declared = keptOf(name);
  const record = (contents[name] as readonly unknown[] as readonly AnyRecord[]).find(
    (one) => keyText(declared, one) === key,
  );
  if (!record) return '';
  if (name !== 'followUps') return declared.about(record);
  // A follow-up is called by its customer.
  const interview = contents.interviews.find(({ id }) => id === record['interviewId']);
  return interview?.customer ?? '';
}

function describeAnswer(conflict: Conflict, contents: EngagementContents): DescribedConflict {
  const [interviewId, questionId] = (parsed(conflict.key) ?? []) as [string, string];
  const interview = contents.interviews.find(({ id }) => id === interviewId);
  const questionnaire = contents.questionnaires.find(({ id }) => id === interview?.questionnaireId);
  const question = questionnaire?.questions.find(({ id }) => id === questionId);
  if (!interview || !question) return { ...conflict, about: [] };
  const { language } = interview;
  const words = question.options.map((option) => wordingIn(option, language));
  /** Steps count from 0 in storage; people read what stood on the button. */
  const read = (value: unknown): unknown => {
    if (conflict.field === 'reasons' && Array.isArray(value)) {
      return value.map((one) => {
        const reason = questionnaire?.reasons.find((known) => known.id === one);
        return reason ? wordingIn(reason.name, language) : String(one);
      });
    }
    if (conflict.field === 'choices' && Array.isArray(value)) {
      return value.map((at) => words[Number(at)] ?? '').join(' / ');
    }
    if (conflict.field !== 'step' || typeof value !== 'number') return value;
    if (question.kind === 'recommendation') return value;
    if (question.kind === 'ordinal') return words[value] ?? value;
    return question.kind === 'effort' ? value + 1 : `${value + 1} ${words[value] ?? ''}`;
  };
  return {
    ...conflict,
    mine: read(conflict.mine),
    theirs: read(conflict.theirs),
    about: [interview.customer, wordingIn(question.text, language)].filter(Boolean),
  };
}

/** Which response a decision or a code is about: the customer, or the file and its row from 1. */
function responseOf(key: string, { interviews, sources }: EngagementContents): string[] {
  const [id, row] = (parsed(key) ?? []) as [string, number];
  const interview = interviews.find((one) => one.id === id);
  if (interview) return [interview.customer];
  const source = sources.find((one) => one.source.id === id)?.source;
  return source ? [source.fileName, `#${row + 1}`] : [];
}

/** Ids of themes by their names. */
function themed(conflict: Conflict, { taxonomies }: EngagementContents): Conflict {
  const names = new Map(
    taxonomies.flatMap(({ themes }) => themes.map(({ id, name }) => [id, name])),
  );
  if (conflict.field !== 'themeIds') return conflict;
  const read = (value: unknown): unknown =>
    Array.isArray(value) ? value.map((id) => names.get(String(id)) ?? String(id)) : value;
  return { ...conflict, mine: read(conflict.mine), theirs: read(conflict.theirs) };
}

function parsed(key: string): unknown {
  try {
    return JSON.parse(key);
  } catch {
    return null;
  }
}
