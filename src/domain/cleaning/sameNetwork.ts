import type { ResponseTable } from '../table/responseTable';
import { defineRule, type RuleInput } from './cleaningRule';
import { perTable } from './perTable';

/**
 * A few responses from one network within some days. Never more than a reason to look: the people
 * of a company or of a household share one address. Where more than `most` share it, it is such a
 * network and nobody is marked.
 */
export const sameNetwork = defineRule({
  usual: { isOn: true, action: 'lookAt' },
  actions: ['lookAt'],
  limits: {
    days: { usual: 7, min: 1, max: 366, step: 1 },
    most: { usual: 5, min: 2, max: 100, step: 1 },
  },
  unfit: ({ table }) => (table.networks === null ? 'noNetwork' : null),
  mark(input, { days, most }, mark) {
    for (const rows of networksOf(input.table, null).values()) {
      if (rows.length < 2 || rows.length > most) continue;
      rows.forEach((row, at) => {
        const neighbours = [rows[at - 1], rows[at + 1]];
        if (neighbours.some((other) => other !== undefined && isNear(input, row, other, days))) {
          mark(row);
        }
      });
    }
  },
  evidence(input, { days }, row) {
    const network = input.table.networks?.[row] ?? NaN;
    const rows = networksOf(input.table, null).get(network) ?? [row];
    return { n: rows.filter((other) => isNear(input, row, other, days)).length, limit: days };
  },
});

const networksOf = perTable(() => '', rowsByNetwork);

/** Rows of each network by time, then by place in the file. */
function rowsByNetwork({ networks, times, rowCount }: ResponseTable): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let row = 0; row < rowCount; row++) {
    const network = networks?.[row] ?? NaN;
    if (Number.isNaN(network) || Number.isNaN(times?.[row])) continue;
    const group = groups.get(network);
    if (group) group.push(row);
    else groups.set(network, [row]);
  }
  if (times !== null) {
    const timeOf = (row: number) => times[row] as number;
    for (const group of groups.values()) {
      if (group.length > 1) group.sort((a, b) => timeOf(a) - timeOf(b) || a - b);
    }
  }
  return groups;
}

/** Without times the whole file counts as one moment. */
function isNear({ table: { times } }: RuleInput, a: number, b: number, days: number): boolean {
  if (times === null) return true;
  return Math.abs((times[a] as number) - (times[b] as number)) <= days * 86_400;
}
