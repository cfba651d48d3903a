import { type RefObject, useCallback, useRef } from 'react';

interface MenuOpener<E extends HTMLElement> {
  /** The button, or what is around it. */
  readonly opener: RefObject<E | null>;
  readonly onOpenChange: (open: boolean, from: { readonly source: 'trigger' | 'menu' }) => void;
}

/** For a menu behind a button: after a choice the focus is on the button again, also for the dialog that the choice opens. */
export function useMenuOpener<E extends HTMLElement>(): MenuOpener<E> {
  const opener = useRef<E>(null);
  const onOpenChange = useCallback<MenuOpener<E>['onOpenChange']>((open, { source }) => {
    if (open || source !== 'menu') return;
    const button: HTMLElement | null | undefined = opener.current?.querySelector('button') ?? opener.current;
    button?.focus({ preventScroll: true });
  }, []);
  return { opener, onOpenChange };
}
