import { day } from '../kept/fieldSchemas';
import { defineRule } from './cleaningRule';

interface SurveyDays {
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

/** Responses given before the first or after the last day of the survey. No date: not marked. */
export const outOfPeriod = defineRule({
  since: 3,
  usual: { isOn: true, action: 'exclude' },
  actions: ['exclude', 'lookAt'],
  limits: {},
  details: {
    // Days as `2025-07-01`; null leaves that side open.
    firstDay: { kind: 'day', initial: null as string | null, schema: day },
    lastDay: { kind: 'day', initial: null as string | null, schema: day },
  },
  unfit: ({ table, details }) => {
    if (details.firstDay === null && details.lastDay === null) return 'notSet';
    return table.times === null ? 'noTimes' : null;
  },
  mark({ table: { times, rowCount }, details }, _limits, mark) {
    if (times === null) return;
    const { from, until } = bounds(details);
    for (let row = 0; row < rowCount; row++) {
      const time = times[row] as number;
      if (time < from || time >= until) mark(row);
    }
  },
  evidence({ table, details }, _limits, row) {
    return {
      time: table.times?.[row] ?? NaN,
      from: details.firstDay ?? '…',
      to: details.lastDay ?? '…',
    };
  },
});

/** Seconds of the first moment inside and of the first one after; see `ResponseTable.times`. */
function bounds({ firstDay, lastDay }: SurveyDays): { from: number; until: number } {
  return {
    from: firstDay === null ? -Infinity : Date.parse(firstDay) / 1000,
    until: lastDay === null ? Infinity : Date.parse(lastDay) / 1000 + 86_400,
  };
}
