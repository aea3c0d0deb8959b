import { errorText, t } from '../i18n/translate';
import { isAppError } from '../shared/AppError';
import { toasts } from './toasts.svelte';

class Errors {
  #bug = $state.raw<Error | null>(null);

  /** An error nobody expected, to be shown with the offer of a backup; null when there is none. */
  get bug(): Error | null {
    return this.#bug;
  }

  /**
   * The one place where failures end that no screen shows in its own place: what the user can act
   * on becomes a message, anything else is a bug and says so.
   */
  report(error: unknown): void {
    if (isAppError(error) && error.code === 'error.cancelled') return;
    if (isMissingPart(error)) {
      toasts.show(t('error.partMissing'), {
        label: t('storage.reload'),
        run: () => location.reload(),
      });
      return;
    }
    const text = errorText(error);
    if (text !== null) {
      toasts.show(text);
      return;
    }
    console.error(error);
    this.#bug = error instanceof Error ? error : new Error(String(error));
  }

  dismiss(): void {
    this.#bug = null;
  }
}

/** True where a part of the app could not be fetched: no network, and not in the browser's store. */
function isMissingPart(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /dynamically imported module|Importing a module script failed|module script/iu.test(
      error.message,
    )
  );
}

/** Failures on screen. */
export const errors = new Errors();
