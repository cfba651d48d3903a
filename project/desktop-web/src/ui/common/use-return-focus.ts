import { useEffect, useState } from 'react';

/** For a dialog that goes out of the page when it closes: the focus returns to what had it before, unless something else has taken it. */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );
}
