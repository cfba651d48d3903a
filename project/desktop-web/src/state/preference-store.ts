import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Language } from '../i18n/create-i18n.js';
import type { Scheme } from '../theme/palette.js';

export type ThemeChoice = Scheme | 'system';

export interface PreferenceState {
  readonly theme: ThemeChoice;
  readonly language: Language;
}

export type PreferenceStore = StoreApi<PreferenceState>;

const KEY = 'godwit.preferences';

const isTheme = (value: unknown): value is ThemeChoice => value === 'light' || value === 'dark' || value === 'system';
const isLanguage = (value: unknown): value is Language => value === 'zh' || value === 'en';

function readKept(storage: Storage): { theme?: unknown; language?: unknown } {
  try {
    const kept = JSON.parse(storage.getItem(KEY) ?? '{}') as unknown;
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

/** Kept on this device for whoever uses it; the first language is the browser's. */
export function createPreferenceStore(storage: Storage, browserLanguages: readonly string[]): PreferenceStore {
  const kept = readKept(storage);
  const spoken: Language = browserLanguages[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  const store = createStore<PreferenceState>(() => ({
    theme: isTheme(kept.theme) ? kept.theme : 'system',
    language: isLanguage(kept.language) ? kept.language : spoken,
  }));
  store.subscribe((state) => {
    try {
      storage.setItem(KEY, JSON.stringify(state));
    } catch {
      // Full or blocked: the choice lasts until the page is closed.
    }
  });
  return store;
}
