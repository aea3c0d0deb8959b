import { answerProfile, withinPersonSd } from './answerProfile';
import { defineRule, snapped } from './cleaningRule';

/**
 * Responses whose answers hardly differ: standard deviation within the person on 1–5 at or under a
 * limit, over at least so many answered items.
 */
export const lowVariance = defineRule({
  since: 3,
  usual: { isOn: true, action: 'lookAt' },
  actions: ['lookAt', 'exclude'],
  limits: {
    sd: { usual: 0.3, min: 0, max: 2, step: 0.05 },
    items: { usual: 8, min: 2, max: 200, step: 1 },
  },
  unfit: ({ table }) => (answerProfile(table).items.length < 2 ? 'tooFewItems' : null),
  mark({ table }, { sd, items }, mark) {
    const profile = answerProfile(table);
    for (let row = 0; row < table.rowCount; row++) {
      if ((profile.answered[row] as number) < items) continue;
      if (snapped(withinPersonSd(profile, row)) <= sd) mark(row);
    }
  },
  evidence({ table }, { sd }, row) {
    const profile = answerProfile(table);
    return { value: withinPersonSd(profile, row), of: profile.answered[row] ?? 0, limit: sd };
  },
});
