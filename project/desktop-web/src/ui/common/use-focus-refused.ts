import { type RefObject, useEffect, useRef } from 'react';

/** A refusal of one field, in the part of the page that the ref is for, puts the cursor into that field. */
export function useFocusRefused<E extends HTMLElement>(refused: boolean): RefObject<E | null> {
  const part = useRef<E>(null);
  useEffect(() => {
    if (refused) part.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refused]);
  return part;
}
