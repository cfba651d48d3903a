import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, zh } from './texts.js';

export type Language = 'zh' | 'en';

/** Own instance with both languages built in: switching needs no network and no reload. */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, zh: { translation: zh } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}
