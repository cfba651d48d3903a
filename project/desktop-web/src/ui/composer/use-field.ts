import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

export interface Field {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly caret: number;
  /** Reads the caret from the field. */
  readonly moved: () => void;
  readonly focus: () => void;
  /** Puts text where the caret is, or in place of what is between `from` and it. The user can undo it. */
  readonly insert: (text: string, from?: number) => void;
}

const growsByItself = (): boolean => typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');

/** The text field of a composer: its caret, and what is put into it by others than the keyboard. Grows from 1 to 8 lines. */
export function useField(text: string): Field {
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(text.length);

  useLayoutEffect(() => {
    const field = area.current;
    if (field === null || growsByItself()) return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  }, [text]);

  const moved = useCallback(() => setCaret(area.current?.selectionEnd ?? 0), []);
  const focus = useCallback(() => area.current?.focus({ preventScroll: true }), []);
  const insert = useCallback((added: string, from?: number) => {
    const field = area.current;
    if (field === null) return;
    field.focus({ preventScroll: true });
    if (from !== undefined) field.setSelectionRange(from, field.selectionEnd);
    if (!insertAsTyped(added)) {
      field.setRangeText(added, field.selectionStart, field.selectionEnd, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    setCaret(field.selectionEnd);
  }, []);
  return { area, caret, moved, focus, insert };
}

/** Deprecated and without a successor: nothing else keeps the undo of the field. */
function insertAsTyped(text: string): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return typeof document.execCommand === 'function' && document.execCommand('insertText', false, text);
}
