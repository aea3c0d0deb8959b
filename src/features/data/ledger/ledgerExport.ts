import type { CleaningSettings } from '../../../domain/cleaning/cleaningSettings';
import type { ManualDecision } from '../../../domain/cleaning/decisions';
import { maskIdentifier, maskText } from '../../../domain/table/masking';
import { ratingCode, stepLabels } from '../../../domain/table/ratingScale';
import { isScored, type Source } from '../../../domain/table/source';
import { t } from '../../../i18n/translate';
import { AppError } from '../../../shared/AppError';
import { knownNames } from '../../../storage/keyStore';
import { downloadFile } from '../../../ui/fileInput';
import { toasts } from '../../../ui/toasts.svelte';
import type { LedgerQuery, LedgerRow } from '../../../domain/scoring/ledgerPage';
import type { Line } from '../../../domain/table/line';
import { rowAnalysis } from '../../../worker/analysisClient';
import { evidenceText, limitsText, ruleName } from '../../../figures/ruleWords';

/** Rows asked for and put into words at once, so that the page stays live in between. */
const pageSize = 250;

/** What an export needs to know. */
export interface LedgerExport {
  readonly engagementId: string;
  /** Name of the engagement. */
  readonly name: string;
  readonly query: LedgerQuery;
  readonly format: 'csv' | 'xlsx';
  readonly sources: readonly Source[];
  readonly settings: CleaningSettings;
  /** Told how far it has come, 0–1; false stops it. */
  readonly onprogress: (share: number) => boolean;
}

/**
 * Writes what the ledger lists to a file in the user's language and hands it to the browser: what hit
 * each response, with the figure and its limit, who decided what and why, corrected answers with
 * their originals, and all answers. Identifiers and notes are masked.
 */
export async function exportLedgerFile(wanted: LedgerExport): Promise<void> {
  const { engagementId, name, query, format, onprogress } = wanted;
  const sources = wanted.sources.filter(({ kind }) => isScored(kind));
  const questions = questionsOf(sources);
  const lines: Line[] = [[...headings(), ...questions.map(({ header }) => header)]];
  let revision: string | null = null;
  for (let offset = 0, total = 1; offset < total; offset += pageSize) {
    const page = await rowAnalysis().ledger(engagementId, query, offset, pageSize);
    // A list that changes meanwhile would skip rows or repeat them.
    if (revision !== null && page.revision !== revision) throw new AppError('error.ledgerChanged');
    ({ revision, total } = page);
    for (const row of page.rows) {
      const source = sources.find(({ id }) => id === row.sourceId);
      if (source) lines.push([...facts(row, source, wanted.settings), ...answers(row, questions)]);
    }
    if (!onprogress(Math.min(1, (offset + pageSize) / Math.max(1, total)))) return;
  }
  // Names of the key table may stand in any text, a reason or a file's name.
  const known = await knownNames(engagementId);
  const masked = lines.map((line) =>
    line.map((cell) => (typeof cell === 'string' ? maskText(cell, known) : cell)),
  );
  const blob = await rowAnalysis().writeTable(masked, format, t('ledger.fileName'));
  downloadFile(blob, `${name} ${t('ledger.fileName')}.${format}`);
  toasts.show(t('ledger.exported', { n: lines.length - 1 }));
}

/** A rated question of any source; equal indicators of several sources are one. */
interface Question {
  readonly indicatorId: string;
  readonly header: string;
  /** Its place among the ratings of each source, by the source's id. */
  readonly places: ReadonlyMap<string, number>;
}

function questionsOf(sources: readonly Source[]): Question[] {
  const found = new Map<string, { header: string; places: Map<string, number> }>();
  for (const { id, columns } of sources) {
    let place = 0;
    for (const { role, header } of columns) {
      if (role.kind !== 'rating') continue;
      const known = found.get(role.indicatorId) ?? { header, places: new Map() };
      known.places.set(id, place++);
      found.set(role.indicatorId, known);
    }
  }
  return [...found].map(([indicatorId, rest]) => ({ indicatorId, ...rest }));
}

function headings(): string[] {
  return [
    t('ledger.column.source'),
    t('ledger.row'),
    t('ledger.respondent'),
    t('ledger.column.outcome'),
    t('ledger.column.rule'),
    t('ledger.column.evidence'),
    t('ledger.column.limit'),
    t('ledger.column.others'),
    t('ledger.column.decision'),
    t('ledger.column.reason'),
    t('ledger.column.date'),
    t('ledger.column.corrections'),
    t('ledger.column.outside'),
    t('ledger.column.duration'),
    t('ledger.column.time'),
    t('role.overall'),
    t('role.recommendation'),
  ];
}

function facts(row: LedgerRow, source: Source, settings: CleaningSettings): Line {
  const deciding = row.hits.find(({ decides }) => decides);
  const others = row.hits.filter((hit) => hit !== deciding);
  const { decision } = row;
  return [
    maskText(source.fileName),
    row.row + 1,
    maskIdentifier(row.respondentId),
    row.isKept ? t('ledger.kept') : t('ledger.excluded'),
    deciding ? ruleName(deciding.rule) : '',
    deciding ? maskedEvidence(row, deciding) : '',
    deciding ? limitsText(deciding.rule, settings) : '',
    others.map((hit) => `${ruleName(hit.rule)} (${maskedEvidence(row, hit)})`).join('; '),
    decision ? t(decision.decision === 'keep' ? 'ledger.keep' : 'ledger.exclude') : '',
    decision ? maskText(decision.reason) : '',
    decision ? new Date(decision.decidedAt).toISOString().slice(0, 10) : '',
    decision ? corrected(decision, source).join('; ') : '',
    row.outOfRange.map((raw) => maskText(raw)).join('; '),
    row.duration ?? '',
    row.time === null ? '' : new Date(row.time * 1000).toISOString().slice(0, 19).replace('T', ' '),
    row.overall ?? '',
    row.recommendation ?? '',
  ];
}

/** Evidence may quote the respondent or what they wrote. */
function maskedEvidence(
  { respondentId }: LedgerRow,
  { rule, evidence }: LedgerRow['hits'][number],
) {
  const { value } = evidence;
  if (typeof value !== 'string') return evidenceText(rule, evidence);
  const masked = value === respondentId ? maskIdentifier(value) : maskText(value);
  return evidenceText(rule, { ...evidence, value: masked });
}

/** Each corrected answer with what the file holds. */
function corrected({ row, corrections }: ManualDecision, { columns }: Source): string[] {
  return corrections.flatMap(({ columnId, from, to }) => {
    const column = columns.find(({ id }) => id === columnId);
    if (!column || !('scale' in column.role)) return [];
    const labels = stepLabels(column.role.scale);
    const raw = column.outOfRange.find((entry) => entry.row === row)?.raw;
    const before =
      from === ratingCode.outOfRange && raw !== undefined
        ? maskText(raw)
        : (labels[from - 1] ?? t('ledger.blank'));
    return `${column.header}: ${before} → ${labels[to - 1] ?? ''}`;
  });
}

function answers(row: LedgerRow, questions: readonly Question[]): Line {
  return questions.map(({ places }) => {
    const place = places.get(row.sourceId);
    const score = place === undefined ? null : (row.scores[place] ?? null);
    return score === null || Number.isNaN(score) ? '' : score;
  });
}
