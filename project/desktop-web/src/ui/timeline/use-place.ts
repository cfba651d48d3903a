import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { Place } from '../../state/timeline-store.js';
import type { Row } from './build-rows.js';
import { bottomOf, type Mark, marksOnScreen, moved, rowWith, scrollTo } from './row-geometry.js';

/** Nearer to the end than this, new messages are followed. */
const BOTTOM_PX = 60;
/** Above the divider, so that it is not taken for the edge. */
const DIVIDER_TOP_PX = 12;

export interface Screen {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly listRef: RefObject<HTMLDivElement | null>;
}

type Position = { readonly at: 'end' } | { readonly at: 'rows'; readonly marks: readonly Mark[]; readonly scrollTop: number };

/**
 * Keeps what the reader looks at where it is: at the end it follows, elsewhere the rows on the screen stay, whatever is loaded, goes, or changes its
 * size around them. Takes the reader to `place` whenever it is another object. Returns what to call when the user has scrolled.
 */
export function usePlace({ scrollerRef, listRef }: Screen, rows: readonly Row[], place: Place, onMoved: () => void): () => void {
  const position = useRef<Position>({ at: 'end' });
  const lastKey = useRef('');
  /** Where the reader was taken last. */
  const taken = useRef<Place | null>(null);

  const capture = useCallback(() => {
    if (!scrollerRef.current || !listRef.current) return;
    const distance = bottomOf(scrollerRef.current) - scrollerRef.current.scrollTop;
    const { scrollTop } = scrollerRef.current;
    position.current =
      distance < BOTTOM_PX ? { at: 'end' } : { at: 'rows', marks: marksOnScreen(scrollerRef.current, listRef.current), scrollTop };
  }, [scrollerRef, listRef]);

  const restore = useCallback(() => {
    if (!scrollerRef.current || !listRef.current) return;
    const { current: where } = position;
    const by = where.at === 'end' ? Infinity : moved(listRef.current, where.marks);
    if (by) scrollTo(scrollerRef.current, (where.at === 'end' ? 0 : unclamped(scrollerRef.current, where.scrollTop)) + by);
    capture();
    onMoved();
  }, [scrollerRef, listRef, capture, onMoved]);

  useLayoutEffect(() => {
    if (!scrollerRef.current || !listRef.current) return;
    const last = rows.at(-1);
    const sent = last?.at === 'message' && last.item.at === 'pending' && last.key !== lastKey.current;
    lastKey.current = last?.key ?? '';
    if (taken.current === place) {
      if (sent) position.current = { at: 'end' };
    } else {
      taken.current = place;
      const top = topOf(place, scrollerRef.current, listRef.current);
      if (top !== undefined) scrollTo(scrollerRef.current, top);
      if (top === undefined) position.current = { at: 'end' };
      else capture();
    }
    restore();
  }, [rows, place, scrollerRef, listRef, capture, restore]);

  useEffect(() => {
    const { current: outer } = scrollerRef;
    const { current: inner } = listRef;
    if (!outer || !inner) return undefined;
    const observer = new ResizeObserver(restore);
    observer.observe(outer);
    observer.observe(inner);
    return () => observer.disconnect();
  }, [scrollerRef, listRef, restore]);

  return capture;
}

/** Where the content was scrolled to before there was less of it. */
const unclamped = (scroller: HTMLElement, before: number): number =>
  scroller.scrollTop >= bottomOf(scroller) ? Math.max(before, scroller.scrollTop) : scroller.scrollTop;

/** Of the screen when it shows a place, px from the top of the content; undefined: the end. */
function topOf(place: Place, scroller: HTMLElement, list: HTMLElement): number | undefined {
  if (place.at === 'end') return undefined;
  if (place.at === 'unread') {
    const divider = rowWith(list, 'row', 'unread');
    return divider && Math.max(0, divider.offsetTop - DIVIDER_TOP_PX);
  }
  const row = rowWith(list, 'seq', String(place.seq));
  return row && Math.max(0, row.offsetTop - Math.max(0, (scroller.clientHeight - row.offsetHeight) / 2));
}
