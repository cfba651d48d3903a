import type { SendKey } from '../../state/preference-store.js';

/** What the composer needs to know about a key press. */
export interface KeyPress {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** keyCode of every key press that an input method takes for itself. */
const IME_KEY_CODE = 229;

/**
 * Whether an input method takes the key, so that nobody else may.
 * isComposing alone is not enough: Safari ends the composition before the key press and only keyCode tells.
 */
export const isInputMethodKey = ({ isComposing, keyCode }: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean =>
  isComposing || keyCode === IME_KEY_CODE;

/** line: to be made by hand, because browsers do nothing with Ctrl+Enter. none: what the browser makes of the key is right. */
export function enterAction(press: KeyPress, sendKey: SendKey): 'send' | 'line' | 'none' {
  if (press.key !== 'Enter' || isInputMethodKey(press) || press.shiftKey || press.altKey) return 'none';
  const withCtrl = press.ctrlKey || press.metaKey;
  if (sendKey === 'ctrl-enter') return withCtrl ? 'send' : 'none';
  return withCtrl ? 'line' : 'send';
}
