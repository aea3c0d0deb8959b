/** Attributes that make a shape a mark of its chart: it can be walked to, read and opened. */
export interface MarkAttributes {
  readonly 'data-mark': string;
  readonly 'aria-label': string;
  readonly role: 'img' | 'button';
  readonly tabindex: -1;
}

/**
 * The attributes of a mark. `label` is what its tooltip and a screen reader say, one statement per line;
 * `id` is what the frame reports when the mark is opened, null for marks that open nothing.
 */
export function mark(id: string | null, label: string): MarkAttributes {
  return {
    'data-mark': id ?? '',
    'aria-label': label,
    role: id === null ? 'img' : 'button',
    tabindex: -1,
  };
}
