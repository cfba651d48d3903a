import dayjs from 'dayjs';
import type { Language } from '../../i18n/create-i18n.js';

interface DayWords {
  readonly today: string;
  readonly yesterday: string;
}

const startOfDay = (at: number): number => dayjs(at).startOf('day').valueOf();
/** Whole calendar days between two times; days of 23 or 25 hours count as one. */
const daysBetween = (from: number, to: number): number => Math.round((startOfDay(to) - startOfDay(from)) / 86_400_000);

export const sameDay = (a: number, b: number): boolean => startOfDay(a) === startOfDay(b);

export const clockTime = (at: number): string => dayjs(at).format('HH:mm');

/** For the list: 14:05, Yesterday, Tue, 3 Mar, 2025/3/3. */
export function shortTime(at: number, now: number, language: Language, words: DayWords): string {
  const days = daysBetween(at, now);
  const time = dayjs(at).locale(language === 'zh' ? 'zh-cn' : 'en');
  if (days <= 0) return time.format('HH:mm');
  if (days === 1) return words.yesterday;
  if (days < 7) return time.format('ddd');
  if (time.year() === dayjs(now).year()) return time.format(language === 'zh' ? 'M月D日' : 'D MMM');
  return time.format('YYYY/M/D');
}

/** For day separators: Today, Yesterday, Tuesday 3 March, 3 March 2025. */
export function dayLabel(at: number, now: number, language: Language, words: DayWords): string {
  const days = daysBetween(at, now);
  if (days <= 0) return words.today;
  if (days === 1) return words.yesterday;
  const time = dayjs(at).locale(language === 'zh' ? 'zh-cn' : 'en');
  if (time.year() === dayjs(now).year()) return time.format(language === 'zh' ? 'M月D日 dddd' : 'dddd D MMMM');
  return time.format(language === 'zh' ? 'YYYY年M月D日' : 'D MMMM YYYY');
}

const formatted = (at: number, language: Language, formats: Record<Language, string>): string =>
  dayjs(at)
    .locale(language === 'zh' ? 'zh-cn' : 'en')
    .format(formats[language]);

/** Of a list over years: March 2025. */
export const monthLabel = (at: number, language: Language): string => formatted(at, language, { en: 'MMMM YYYY', zh: 'YYYY年M月' });

/** Everything, for tooltips and screen readers. */
export const fullTime = (at: number, language: Language): string =>
  formatted(at, language, { en: 'D MMM YYYY, HH:mm:ss', zh: 'YYYY年M月D日 HH:mm:ss' });

/** When something ends: nobody waits for the second. */
export const endTime = (at: number, language: Language): string =>
  formatted(at, language, { en: 'D MMM YYYY, HH:mm', zh: 'YYYY年M月D日 HH:mm' });
