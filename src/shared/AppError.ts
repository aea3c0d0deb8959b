/** Values a message needs: names of files and fields, counts. Never answer text. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/**
 * A failure the user can act on. `code` is the key of its message in the catalogue,
 * `params` fill the message's placeholders.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly params: ErrorParams;

  constructor(code: string, params: ErrorParams = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** True for an {@link AppError}, also one that was rebuilt after crossing a worker boundary. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}
