/** What the composer needs to know about a key press. */
export interface KeyPress {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** keyCode of every key press that an input method takes for itself. */
const IME_KEY_CODE = 229;

/**
 * Enter sends, Shift+Enter makes a new line; Enter that confirms an input method's candidate does neither.
 * isComposing alone is not enough: Safari ends the composition before the key press and only keyCode tells.
 */
export function enterAction(press: KeyPress): 'send' | 'none' {
  if (press.key !== 'Enter' || press.isComposing || press.keyCode === IME_KEY_CODE) return 'none';
  return press.shiftKey || press.altKey ? 'none' : 'send';
}
