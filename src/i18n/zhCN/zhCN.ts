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

/** Simplified Chinese, the first language of the users; the other catalogues follow its keys. */
export const zhCN = {
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
} as const;
