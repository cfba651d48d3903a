import { type MouseEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';

const PRESS_MS = 500;
/** A finger that went further scrolls. */
const MOVED_PX = 10;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Press extends Point {
  readonly timer: ReturnType<typeof setTimeout>;
}

/** A finger that stays on something. The click that would follow is swallowed. */
export function useLongPress(pressed: (target: Element, at: Point) => void) {
  const press = useRef<Press | null>(null);
  const swallow = useRef(false);
  const latest = useRef(pressed);
  useEffect(() => {
    latest.current = pressed;
  });

  return useMemo(() => {
    const cancel = (): void => {
      if (press.current !== null) clearTimeout(press.current.timer);
      press.current = null;
    };
    return {
      cancel,
      handlers: {
        onPointerDown: ({ pointerType, target, clientX: x, clientY: y }: PointerEvent) => {
          cancel();
          swallow.current = false;
          if (pointerType !== 'touch') return;
          const timer = setTimeout(() => {
            press.current = null;
            swallow.current = true;
            latest.current(target as Element, { x, y });
          }, PRESS_MS);
          press.current = { x, y, timer };
        },
        onPointerMove: ({ clientX, clientY }: PointerEvent) => {
          const { current } = press;
          if (current !== null && Math.hypot(clientX - current.x, clientY - current.y) > MOVED_PX) cancel();
        },
        onPointerUp: cancel,
        onPointerCancel: cancel,
        onClickCapture: (event: MouseEvent) => {
          if (swallow.current) event.stopPropagation();
          swallow.current = false;
        },
      },
    };
  }, []);
}
