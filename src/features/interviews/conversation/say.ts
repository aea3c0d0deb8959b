import type { InterviewLanguage } from '../../../domain/interviews/questionnaire';
import type { MessageKey } from '../../../i18n/catalogue';
import type { Locale } from '../../../i18n/locale.svelte';
import { textOf } from '../../../i18n/translate';

/** The app's name for the language of an interview. */
export function localeOf(language: InterviewLanguage): Locale {
  return language === 'zh' ? 'zh-CN' : 'en';
}

/** A text for the respondent, in the language of the interview, whatever the screen's is. */
export function say(
  key: MessageKey,
  language: InterviewLanguage,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return textOf(key, params, localeOf(language));
}

/** Minutes and seconds of a recording, "07:42". */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}
