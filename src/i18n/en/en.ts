import { defineTranslation } from '../catalogue';
import { analysis } from './analysis';
import { cleaning } from './cleaning';
import { data } from './data';
import { engagements } from './engagements';
import { errors } from './errors';
import { interviews } from './interviews';
import { model } from './model';
import { settings } from './settings';
import { shell } from './shell';
import { snapshots } from './snapshots';

/** English. */
export const en = defineTranslation({
  ...shell,
  ...errors,
  ...engagements,
  ...model,
  ...data,
  ...cleaning,
  ...analysis,
  ...interviews,
  ...snapshots,
  ...settings,
});
