import { isAppError } from '../shared/AppError';
import type { Message, MessageKey, Placeholders } from './catalogue';
import { locale, type Locale } from './locale.svelte';
import { zhCN } from './zhCN/zhCN';

type Catalogue = Readonly<Record<MessageKey, Message>>;

/** Chinese is always there; the others come with {@link loadCatalogue}. */
const catalogues = new Map<Locale, Catalogue>([['zh-CN', zhCN]]);

/** Fetches the texts of a language (precached for offline). Until then its texts are the Chinese ones. */
export async function loadCatalogue(language: Locale): Promise<void> {
  if (catalogues.has(language)) return;
  const { en } = await import('./en/en');
  catalogues.set('en', en);
}

function messageIn(language: Locale, key: MessageKey): Message {
  return (catalogues.get(language) ?? zhCN)[key];
}

type Params<K extends MessageKey> = Placeholders<(typeof zhCN)[K]>;
type Args<K extends MessageKey> = [Params<K>] extends [never]
  ? []
  : [params: Readonly<Record<Params<K>, string | number>>];

/** The text of a key in the current language. Numbers are written with thousands separators. */
export function t<K extends MessageKey>(key: K, ...args: Args<K>): string {
  return fill(messageIn(locale.current, key), args[0] ?? {}, locale.current);
}

/**
 * The text of a key that was put together at run time, in the current or a given language. The
 * compiler cannot check its placeholders; tests/unit/i18n knows its prefix.
 */
export function textOf(
  key: MessageKey,
  params: Readonly<Record<string, string | number>> = {},
  language: Locale = locale.current,
): string {
  return fill(messageIn(language, key), params, language);
}

/** The message of an error for the user; null where it is a bug that has no message of its own. */
export function errorText(error: unknown): string | null {
  if (!isAppError(error) || !(error.code in zhCN)) return null;
  const message = messageIn(locale.current, error.code as MessageKey);
  return fill(message, error.params, locale.current);
}

/** Fills a message's placeholders and picks its plural form by `n`. */
export function fill(
  message: Message,
  params: Readonly<Record<string, string | number>>,
  language: Locale,
): string {
  const text =
    typeof message === 'string'
      ? message
      : new Intl.PluralRules(language).select(Number(params['n'])) === 'one'
        ? message.one
        : message.other;
  return text.replace(/\{(\w+)\}/gu, (placeholder, name: string) => {
    const value = params[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? value.toLocaleString(language) : value;
  });
}
