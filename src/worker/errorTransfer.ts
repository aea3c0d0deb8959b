import { transferHandlers } from 'comlink';
import { AppError, isAppError, type ErrorParams } from '../shared/AppError';

interface ThrownMessage {
  readonly isApp: boolean;
  readonly code: string;
  readonly params: ErrorParams;
  readonly stack: string;
}

/**
 * Makes an `AppError` thrown in a worker arrive as one; anything else arrives as an `Error` with
 * its message and stack. Call it once on each side before Comlink is used.
 */
export function transferErrors(): void {
  transferHandlers.set('throw', {
    canHandle: (value): value is { value: unknown } =>
      typeof value === 'object' && value !== null && throwMarkerOf(value),
    serialize: ({ value }: { value: unknown }) => {
      const message: ThrownMessage = isAppError(value)
        ? { isApp: true, code: value.code, params: value.params, stack: '' }
        : {
            isApp: false,
            code: value instanceof Error ? `${value.name}: ${value.message}` : 'unknown error',
            params: {},
            stack: value instanceof Error ? (value.stack ?? '') : '',
          };
      return [message, []];
    },
    deserialize: (message: ThrownMessage): never => {
      if (message.isApp) throw new AppError(message.code, message.params);
      const error = new Error(message.code);
      if (message.stack !== '') error.stack = message.stack;
      throw error;
    },
  });
}

const builtIn = transferHandlers.get('throw');

function throwMarkerOf(value: object): boolean {
  return builtIn?.canHandle(value) ?? false;
}
