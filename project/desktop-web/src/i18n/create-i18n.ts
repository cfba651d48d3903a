import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, zh } from './texts.js';

export type Language = 'zh' | 'en';

const BRAND = 'Godwit';

/** Texts with the name that the operator gave. */
const branded = (texts: Readonly<Record<string, string>>, brand: string): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.replaceAll(BRAND, brand)]));

/** Own instance with both languages built in: switching needs no network and no reload. */
export function createI18n(language: Language, brand = BRAND): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: branded(en, brand) }, zh: { translation: branded(zh, brand) } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}
