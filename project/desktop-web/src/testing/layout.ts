import { afterEach, beforeEach } from 'vitest';

export const ROW_PX = 50;
export const SCREEN_PX = 600;

const names = ['offsetTop', 'offsetHeight', 'clientHeight', 'scrollHeight', 'scrollTop'] as const;

const isRow = (element: HTMLElement): boolean => element.dataset['row'] !== undefined;
/** Known until rows come or go: looking a row up among hundreds is slow here. */
const places = new WeakMap<Element, { readonly count: number; readonly index: Map<Element, number> }>();

function placeOf(row: HTMLElement): number {
  const parent = row.parentElement!;
  const known = places.get(parent);
  if (known?.count === parent.childElementCount && parent.children[known.index.get(row) ?? -1] === row) return known.index.get(row)!;
  const index = new Map([...parent.children].map((child, at) => [child, at]));
  places.set(parent, { count: index.size, index });
  return index.get(row)!;
}

const isScroller = (element: HTMLElement): boolean => element.dataset['testid'] === 'timeline-scroller';
const rowsIn = (scroller: HTMLElement): number => scroller.querySelectorAll('[data-row]').length;

/** Gives timelines a layout, which jsdom does not have: every row is 50 px high, the screen shows twelve. Call it once in a file. */
export function setUpLayout(): void {
  const before = new Map(names.map((name) => [name, Object.getOwnPropertyDescriptor(HTMLElement.prototype, name)]));
  const tops = new WeakMap<HTMLElement, number>();
  const define = (name: (typeof names)[number], get: (element: HTMLElement) => number): void => {
    Object.defineProperty(HTMLElement.prototype, name, {
      configurable: true,
      get(this: HTMLElement) {
        return get(this);
      },
      set(this: HTMLElement, value: number) {
        const most = Math.max(0, this.scrollHeight - this.clientHeight);
        tops.set(this, Math.min(most, Math.max(0, value)));
      },
    });
  };
  beforeEach(() => {
    define('offsetHeight', (element) => (isRow(element) ? ROW_PX : 0));
    define('offsetTop', (element) => (isRow(element) ? placeOf(element) * ROW_PX : 0));
    define('clientHeight', (element) => (isScroller(element) ? SCREEN_PX : 0));
    define('scrollHeight', (element) => (isScroller(element) ? Math.max(SCREEN_PX, rowsIn(element) * ROW_PX) : 0));
    define('scrollTop', (element) => Math.min(tops.get(element) ?? 0, Math.max(0, element.scrollHeight - element.clientHeight)));
  });
  afterEach(() => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(HTMLElement.prototype, name, descriptor);
      else Reflect.deleteProperty(HTMLElement.prototype, name);
    }
  });
}

/** Scrolls as a user does. */
export function scrollBy(scroller: HTMLElement, px: number): void {
  scroller.scrollTop += px;
  scroller.dispatchEvent(new Event('scroll', { bubbles: true }));
}

/** The seqs of the entries that are on the screen. */
export function onScreen(scroller: HTMLElement): number[] {
  return [...scroller.querySelectorAll<HTMLElement>('[data-row]')].flatMap((row) => {
    const shown = row.offsetTop + ROW_PX > scroller.scrollTop && row.offsetTop < scroller.scrollTop + SCREEN_PX;
    return shown && row.dataset['seq'] !== undefined ? [Number(row.dataset['seq'])] : [];
  });
}
