// Runs in the page: each function is sent there as source and sees its argument and the page's globals only.

/** Clicks what `target` selects; ms until something that `wanted` selects is there and a frame with it is ready. */
export const msUntilShown = async ({ target, wanted }: { target: string; wanted: string }): Promise<number> => {
  const from = performance.now();
  document.querySelector<HTMLElement>(target)!.click();
  while (document.querySelector(wanted) === null) {
    if (performance.now() - from > 10_000) throw new Error(`${wanted} did not come`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return performance.now() - from;
};

/** From the keydown of Enter until the bubble is in the document. */
export const watchEcho = (): void => {
  const echo = ((globalThis as unknown as { echo: number[] }).echo = [] as number[]);
  let pressed = 0;
  let before = 0;
  const pending = (): number => document.querySelectorAll('[data-testid="bubble"][data-mine="true"]').length;
  addEventListener(
    'keydown',
    ({ key }) => {
      if (key !== 'Enter') return;
      pressed = performance.now();
      before = pending();
    },
    { capture: true },
  );
  new MutationObserver(() => {
    if (pressed === 0 || pending() === before) return;
    echo.push(performance.now() - pressed);
    pressed = 0;
  }).observe(document.body, { childList: true, subtree: true });
};

export interface KeyTimes {
  /** From keydown until React has rendered and the page is laid out: what the page does for a key. */
  readonly work: number[];
  /** Until the next task, before which the browser makes the frame. */
  readonly shown: number[];
}

export const watchKeys = (): void => {
  const keys: KeyTimes = { work: [], shown: [] };
  (globalThis as unknown as { keys: KeyTimes }).keys = keys;
  let pressed = 0;
  addEventListener('keydown', () => (pressed = performance.now()), { capture: true });
  addEventListener('input', () => {
    const from = pressed;
    // React renders in a microtask that it has queued before this one.
    queueMicrotask(() => {
      document.body.getBoundingClientRect();
      keys.work.push(performance.now() - from);
    });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      keys.shown.push(performance.now() - from);
      port1.close();
    };
    port2.postMessage(0);
  });
};

/** Milliseconds between frames while the timeline is scrolled up, `px` a frame. */
export const scrollUp = async ({ frames, px }: { frames: number; px: number }): Promise<number[]> => {
  const scroller = document.querySelector<HTMLElement>('[data-testid="timeline-scroller"]')!;
  const gaps: number[] = [];
  let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
  for (let i = 0; i < frames; i++) {
    scroller.scrollTop -= px;
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    gaps.push(now - last);
    last = now;
  }
  return gaps;
};

export const topSeq = (): number =>
  Number(document.querySelector<HTMLElement>('[data-testid="timeline"] [data-testid="bubble"]')?.dataset['seq'] ?? 0);
