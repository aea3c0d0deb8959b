import { undoMerge } from '../../storage/mergeStore';
import { compareSnapshots } from '../jobs/compareSnapshots';
import {
  exportSnapshot,
  importSnapshot,
  mergeSnapshot,
  previewSnapshot,
} from '../jobs/transferSnapshot';

/** Engagements travelling as files. */
export function snapshotsArea() {
  return {
    exportSnapshot,
    previewSnapshot,
    importSnapshot,
    mergeSnapshot,
    undoMerge,
    compareSnapshots,
  };
}
