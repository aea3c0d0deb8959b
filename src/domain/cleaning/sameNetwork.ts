import type { ResponseTable } from '../table/responseTable';
import { defineRule, type RuleInput } from './cleaningRule';
import { perTable } from './perTable';

/**
 * A few responses from one network within some days. Never more than a reason to look: the people
 * of a company or of a household share one address. Where more than `most` share it, it is such a
 * network and nobody is marked.
 */
export const sameNetwork = defineRule({
  since: 3,
  usual: { isOn: true, action: 'lookAt' },
  actions: ['lookAt'],
  limits: {
    days: { usual: 7, min: 1, max: 366, step: 1 },
    most: { usual: 5, min: 2, max: 100, step: 1 },
  },
  unfit: ({ table }) => (table.networks === null ? 'noNetwork' : null),
  mark(input, { days, most }, mark) {
    for (const all of networksOf(input.table, null).values()) {
      if (all.length < 2 || all.length > most) continue;
      const rows = all.filter((row) => !Number.isNaN(input.table.times?.[row]));
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
    if (Number.isNaN(network)) continue;
    const group = groups.get(network);
    if (group) group.push(row);
    else groups.set(network, [row]);
  }
  if (times !== null) {
    // Without a time they come first; nobody is near them.
    const timeOf = (row: number) => {
      const time = times[row] as number;
      return Number.isNaN(time) ? -Infinity : time;
    };
    for (const group of groups.values()) {
      if (group.length > 1)
        group.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : a - b));
    }
  }
  return groups;
}

/** Without times the whole file counts as one moment. */
function isNear({ table: { times } }: RuleInput, a: number, b: number, days: number): boolean {
  if (times === null) return true;
  return Math.abs((times[a] as number) - (times[b] as number)) <= days * 86_400;
}
