import { describe, expect, it } from 'vitest';
import { enterAction, type KeyPress } from './enter-action.js';

const press = (patch: Partial<KeyPress> = {}): KeyPress => ({
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ...patch,
});

describe('[U-10] a key press in the composer', () => {
  it('Enter sends', () => expect(enterAction(press())).toBe('send'));
  it('Enter while composing never sends', () => expect(enterAction(press({ isComposing: true }))).toBe('none'));
  it('Enter with keyCode 229 never sends, although the composition has ended (Safari)', () =>
    expect(enterAction(press({ keyCode: 229 }))).toBe('none'));
  it('Shift+Enter makes a line', () => expect(enterAction(press({ shiftKey: true }))).toBe('none'));
  it('other keys do nothing', () => expect(enterAction(press({ key: 'a', keyCode: 65 }))).toBe('none'));
});
