import { type MouseEvent, type PointerEvent, type TouchEvent, useEffect, useRef } from 'react';

const LONG_MS = 450;
/** A finger that moved so far scrolls. */
const MOVED_PX = 10;

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface LongPress {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
  /** Browsers make mouse events of the end of a touch; the menu would take them for a click beside it, and close. */
  readonly onTouchEnd: (event: TouchEvent) => void;
  /** The click that ends a long press opens no link. */
  readonly onClickCapture: (event: MouseEvent) => void;
}

/** Of a finger; a mouse has a right button. Browsers that open a context menu on a long press say it by that event too. */
export function useLongPress(pressed: (at: Point, target: Element) => void): LongPress {
  const press = useRef<{ at: Point; timer: number; fired: boolean } | null>(null);
  const stop = (): void => {
    if (press.current !== null) clearTimeout(press.current.timer);
  };
  useEffect(() => stop, []);
  return {
    onPointerDown({ pointerType, isPrimary, target, clientX: x, clientY: y }) {
      stop();
      press.current = null;
      if (pointerType === 'mouse' || !isPrimary) return;
      const at = { x, y };
      const timer = window.setTimeout(() => {
        if (press.current !== null) press.current.fired = true;
        pressed(at, target as Element);
      }, LONG_MS);
      press.current = { at, timer, fired: false };
    },
    onPointerMove({ clientX, clientY }) {
      const at = press.current?.at;
      if (at !== undefined && Math.hypot(clientX - at.x, clientY - at.y) > MOVED_PX) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onTouchEnd(event) {
      if (press.current?.fired === true) event.preventDefault();
    },
    onClickCapture(event) {
      if (press.current?.fired !== true) return;
      press.current = null;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
