import type { RoleKind } from '../../../domain/table/source';
import type { InspectedColumn } from '../../../domain/intake/inspection';

/** The roles in the order they are offered, with the key of their name and their colour. */
export const roles = [
  { kind: 'rating', key: 'role.rating', color: '--c1' },
  { kind: 'overall', key: 'role.overall', color: '--c1' },
  { kind: 'recommendation', key: 'role.recommendation', color: '--c4' },
  { kind: 'segment', key: 'role.segment', color: '--c3' },
  { kind: 'choices', key: 'role.choices', color: '--c2' },
  { kind: 'comment', key: 'role.comment', color: '--c5' },
  { kind: 'respondentId', key: 'role.respondentId', color: '--ink-3' },
  { kind: 'date', key: 'role.date', color: '--c6' },
  { kind: 'duration', key: 'role.duration', color: '--c6' },
  { kind: 'network', key: 'role.network', color: '--ink-3' },
  { kind: 'number', key: 'role.number', color: '--c2' },
  { kind: 'moment', key: 'role.moment', color: '--c6' },
  { kind: 'text', key: 'role.text', color: '--c5' },
  { kind: 'ignore', key: 'role.ignore', color: '--c-other' },
] as const satisfies readonly {
  readonly kind: RoleKind;
  readonly key: string;
  readonly color: string;
}[];

/**
 * The roles that a question can have. Several answers per respondent fit few of them; where they
 * stand in one cell, it may also be taken as the text it is.
 */
export function rolesFor({
  answering,
  isOneCell,
}: Pick<InspectedColumn, 'answering' | 'isOneCell'>) {
  if (answering === 'one') return roles.filter(({ kind }) => kind !== 'choices');
  const fitting: readonly RoleKind[] = isOneCell
    ? ['choices', 'comment', 'text', 'ignore']
    : ['choices', 'ignore'];
  return roles.filter(({ kind }) => fitting.includes(kind));
}
