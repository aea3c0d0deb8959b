import { t } from '../../i18n/translate';
import { toasts } from '../../ui/toasts.svelte';

/** Says what was done, with an undo that refuses once something else has been changed. */
export function toastWithUndo(text: string, undo: () => boolean): void {
  toasts.show(text, {
    label: t('app.undo'),
    run: () => {
      if (!undo()) toasts.show(t('model.undoTooLate'));
    },
  });
}
