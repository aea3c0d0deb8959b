export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

const storageKey = 'satiscope.locale';

/** The first of the browser's languages that the app speaks; Chinese when it speaks none. */
export function localeFor(languages: readonly string[]): Locale {
  for (const language of languages) {
    if (/^zh\b/iu.test(language)) return 'zh-CN';
    if (/^en\b/iu.test(language)) return 'en';
  }
  return 'zh-CN';
}

/** How days and times are written: by the browser's own kind of English, where it names one. */
export function dateLocaleFor(language: Locale, languages: readonly string[]): string {
  return language === 'en' ? (languages.find((one) => /^en-/iu.test(one)) ?? 'en') : language;
}

let current = $state<Locale>('zh-CN');

/** The language on screen. Setting it changes every text at once and is remembered. */
export const locale = {
  get current(): Locale {
    return current;
  },
  /** For days and times; see {@link dateLocaleFor}. */
  get ofDates(): string {
    return dateLocaleFor(current, globalThis.navigator?.languages ?? []);
  },
  set(next: Locale): void {
    current = next;
    document.documentElement.lang = next;
    try {
      localStorage.setItem(storageKey, next);
    } catch {
      // Blocked storage only costs the memory of the choice.
    }
  },
};

/** Takes up the remembered language, or on a first visit the browser's. */
export function restoreLocale(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(storageKey);
  } catch {
    // As above.
  }
  current = locales.find((known) => known === stored) ?? localeFor(navigator.languages);
  document.documentElement.lang = current;
}
