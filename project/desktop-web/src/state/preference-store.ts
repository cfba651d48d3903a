import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Language } from '../i18n/create-i18n.js';
import type { Scheme } from '../theme/palette.js';

export type ThemeChoice = Scheme | 'system';
/** Which key sends; the other one makes a line. */
export type SendKey = 'enter' | 'ctrl-enter';

export interface PreferenceState {
  readonly theme: ThemeChoice;
  readonly language: Language;
  readonly sendKey: SendKey;
  /** Notifications: a sound with each, and what the message says. */
  readonly sound: boolean;
  readonly preview: boolean;
  /** The list offers them; false once the user said not now. */
  readonly offerNotifications: boolean;
  /** The last one first. */
  readonly recentEmoji: readonly string[];
}

export type PreferenceStore = StoreApi<PreferenceState>;

const KEY = 'godwit.preferences';
const MAX_RECENT_EMOJI = 18;

const isTheme = (value: unknown): value is ThemeChoice => value === 'light' || value === 'dark' || value === 'system';
const isLanguage = (value: unknown): value is Language => value === 'zh' || value === 'en';
const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

function readKept(storage: Storage): { readonly [K in keyof PreferenceState]?: unknown } {
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
    sendKey: kept.sendKey === 'ctrl-enter' ? 'ctrl-enter' : 'enter',
    sound: kept.sound !== false,
    preview: kept.preview !== false,
    offerNotifications: kept.offerNotifications !== false,
    recentEmoji: strings(kept.recentEmoji).slice(0, MAX_RECENT_EMOJI),
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

export const usedEmoji = (store: PreferenceStore, emoji: string): void =>
  store.setState(({ recentEmoji }) => ({
    recentEmoji: [emoji, ...recentEmoji.filter((one) => one !== emoji)].slice(0, MAX_RECENT_EMOJI),
  }));
