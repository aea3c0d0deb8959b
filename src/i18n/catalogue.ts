import type { zhCN } from './zhCN/zhCN';

/** A text with `{placeholders}`; where grammar counts, one per plural form, chosen by `{n}`. */
export type Message = string | { readonly one: string; readonly other: string };

export type MessageKey = keyof typeof zhCN;

/** Names of the placeholders in a text. */
export type Placeholders<S> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type TextOf<M> = M extends { readonly other: infer S } ? S : M;

/** True where two messages have the same placeholders. */
type SamePlaceholders<A, B> = [Placeholders<TextOf<A>>] extends [Placeholders<TextOf<B>>]
  ? [Placeholders<TextOf<B>>] extends [Placeholders<TextOf<A>>]
    ? unknown
    : { readonly 'placeholders differ': Placeholders<TextOf<A>> | Placeholders<TextOf<B>> }
  : { readonly 'placeholders differ': Placeholders<TextOf<A>> | Placeholders<TextOf<B>> };

/**
 * Declares a translation. The compiler refuses a missing or foreign key, and a text whose
 * placeholders are not those of the Chinese one.
 */
export function defineTranslation<const C extends Readonly<Record<MessageKey, Message>>>(
  catalogue: C & { readonly [K in MessageKey]: SamePlaceholders<C[K], (typeof zhCN)[K]> },
): Readonly<Record<MessageKey, Message>> {
  return catalogue;
}
