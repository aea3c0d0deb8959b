import { numericScale } from '../table/ratingScale';
import type { ColumnProposal } from './columnPlan';

/** What only all proposals of a file together can say: their common scale, groups and names. */
export function settleTogether(proposals: readonly ColumnProposal[]): ColumnProposal[] {
  return numberDuplicates(groupByCode(dropLoneGroups(alignTenSteps(proposals))));
}

/**
 * Ratings on ten points begin at 0 where most of them show a 0: that nobody chose the lowest step of
 * one question does not make its scale another one.
 */
function alignTenSteps(proposals: readonly ColumnProposal[]): ColumnProposal[] {
  const isTenStep = ({ plan: { kind, scale } }: ColumnProposal) =>
    (kind === 'rating' || kind === 'overall') && scale?.kind === 'numeric' && scale.max === 10;
  const tens = proposals.filter(isTenStep);
  const zeros = tens.filter(({ plan }) => plan.scale?.min === 0);
  if (zeros.length === 0 || 2 * zeros.length < tens.length) return [...proposals];
  return proposals.map((proposal) =>
    isTenStep(proposal)
      ? { ...proposal, plan: { ...proposal.plan, scale: numericScale(0, 10) } }
      : proposal,
  );
}

/** A prefix that only one rating has is part of its name, not a group. */
function dropLoneGroups(proposals: readonly ColumnProposal[]): ColumnProposal[] {
  const sizes = new Map<string, number>();
  for (const { plan } of proposals) {
    if (plan.kind === 'rating') sizes.set(plan.dimension, (sizes.get(plan.dimension) ?? 0) + 1);
  }
  return proposals.map((proposal) => {
    const { plan } = proposal;
    const isLone = plan.dimension !== '' && (sizes.get(plan.dimension) ?? 0) < 2;
    if (!isLone) return proposal;
    const name = plan.kind === 'rating' ? `${plan.dimension} ${plan.name}`.trim() : plan.name;
    return { ...proposal, plan: { ...plan, name, dimension: '' } };
  });
}

/** `ima1`, `ima2`, `exp1` …: names that are codes say by their letters what belongs together. */
function groupByCode(proposals: readonly ColumnProposal[]): ColumnProposal[] {
  const codeOf = ({ plan }: ColumnProposal) =>
    plan.kind === 'rating' && plan.dimension === ''
      ? (/^(\p{L}{2,12}?)[_.-]?\d{1,2}$/u.exec(plan.name)?.[1] ?? null)
      : null;
  const sizes = new Map<string, number>();
  for (const code of proposals.map(codeOf)) {
    if (code !== null) sizes.set(code, (sizes.get(code) ?? 0) + 1);
  }
  // One code for all of them is a way of counting, not a group.
  if ([...sizes.values()].filter((size) => size > 1).length < 2) return [...proposals];
  return proposals.map((proposal) => {
    const code = codeOf(proposal);
    if (code === null || (sizes.get(code) ?? 0) < 2) return proposal;
    return { ...proposal, plan: { ...proposal.plan, dimension: code } };
  });
}

/** Columns of one name get numbers, so that none is lost in another (`Other`, `Other (2)`). */
function numberDuplicates(proposals: readonly ColumnProposal[]): ColumnProposal[] {
  const seen = new Map<string, number>();
  return proposals.map((proposal) => {
    const { plan } = proposal;
    if (plan.kind !== 'rating' && plan.kind !== 'segment') return proposal;
    const key = JSON.stringify([plan.kind, plan.dimension, plan.name]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    if (count === 1) return proposal;
    return { ...proposal, plan: { ...plan, name: `${plan.name} (${count})` } };
  });
}
