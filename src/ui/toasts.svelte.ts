import { newId } from '../shared/ids';

/** A short message that goes away by itself, with at most one thing to do about it. */
export interface Toast {
  readonly id: string;
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** Long enough to read and to reach the action. */
const shownMs = 8_000;

class Toasts {
  #all = $state.raw<readonly Toast[]>([]);

  get all(): readonly Toast[] {
    return this.#all;
  }

  /** Shows a message for eight seconds. */
  show(text: string, action: Toast['action'] = null): void {
    const toast = { id: newId(), text, action };
    this.#all = [...this.#all.slice(-2), toast];
    setTimeout(() => this.dismiss(toast.id), shownMs);
  }

  /** Takes all messages off the screen, with what they offer. */
  clear(): void {
    this.#all = [];
  }

  dismiss(id: string): void {
    this.#all = this.#all.filter((toast) => toast.id !== id);
  }
}

/** The messages on screen. */
export const toasts = new Toasts();
