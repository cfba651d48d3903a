import { describe, expect, it } from 'vitest';
import { enterAction, type KeyPress } from './enter-action.js';

const press = (patch: Partial<KeyPress> = {}): KeyPress => ({
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...patch,
});

describe('[U-10] a key press in the composer', () => {
  it('Enter sends', () => expect(enterAction(press(), 'enter')).toBe('send'));
  it('Enter while composing never sends', () => expect(enterAction(press({ isComposing: true }), 'enter')).toBe('none'));
  it('Enter with keyCode 229 never sends, although the composition has ended (Safari)', () =>
    expect(enterAction(press({ keyCode: 229 }), 'enter')).toBe('none'));
  it('Ctrl+Enter while composing never sends', () =>
    expect(enterAction(press({ ctrlKey: true, isComposing: true }), 'ctrl-enter')).toBe('none'));
  it('Shift+Enter makes a line', () => expect(enterAction(press({ shiftKey: true }), 'enter')).toBe('none'));
  it('Ctrl+Enter makes a line where Enter sends', () => expect(enterAction(press({ ctrlKey: true }), 'enter')).toBe('line'));
  it('Ctrl+Enter and ⌘+Enter send where that was chosen, and Enter makes a line', () =>
    expect([{ ctrlKey: true }, { metaKey: true }, {}].map((patch) => enterAction(press(patch), 'ctrl-enter'))).toEqual([
      'send',
      'send',
      'none',
    ]));
  it('other keys do nothing', () => expect(enterAction(press({ key: 'a', keyCode: 65 }), 'enter')).toBe('none'));
});
