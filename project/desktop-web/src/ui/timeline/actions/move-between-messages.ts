import type { KeyboardEvent } from 'react';

const MESSAGES = '[data-message]';

/**
 * For the timeline: ↑ and ↓ on the log itself go to the last and the first message on the screen, on a message to the one above and below.
 * A message that has the focus opens its menu with the context menu key.
 */
export function moveBetweenMessages(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
  const { target, currentTarget } = event;
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey || !(target instanceof HTMLElement)) return;
  const onLog = target.getAttribute('role') === 'log';
  if (!onLog && !target.matches(MESSAGES)) return;
  const all = [...currentTarget.querySelectorAll<HTMLElement>(MESSAGES)];
  const next = onLog ? entrance(target, all, step) : all[all.indexOf(target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

function entrance(log: HTMLElement, all: readonly HTMLElement[], step: number): HTMLElement | undefined {
  const { top, bottom } = log.getBoundingClientRect();
  const shown = all.filter((one) => {
    const box = one.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  });
  return step < 0 ? shown.at(-1) : shown[0];
}
