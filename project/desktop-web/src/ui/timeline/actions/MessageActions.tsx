import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useActionState } from '../../../state/app-services.js';
import { type Point, useLongPress } from '../../common/use-long-press.js';
import { barPlace, type BarPlace, bubbleIn, HoverBar } from './HoverBar.js';
import { MessageMenu, type MenuView } from './MessageMenu.js';
import styles from './MessageActions.module.css';
import { SelectableRow } from './SelectableRow.js';

interface MessageActionsProps {
  readonly item: EntryItem | PendingItem;
  readonly conversation: Conversation;
  /** The bubble. */
  readonly children: ReactNode;
}

/** A message with all that can be done with it; in a chat in which messages are being chosen, one that can be chosen. */
export function MessageActions({ item, conversation, children }: MessageActionsProps) {
  const selecting = useActionState((state) => state.selection?.conversationId === conversation.id);
  if (selecting) return <SelectableRow item={item}>{children}</SelectableRow>;
  return (
    <ActiveRow item={item} conversation={conversation}>
      {children}
    </ActiveRow>
  );
}

interface OpenMenu {
  readonly view: MenuView;
  readonly at: Point;
  /** What is selected of its text, or ''. */
  readonly selected: string;
  /** What had the focus; it gets it back. */
  readonly before: Element | null;
}

/** The bar comes with the mouse or the focus; the menu with the right button, a long press, the context menu key or the bar. */
function ActiveRow({ item, conversation, children }: MessageActionsProps) {
  const row = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<BarPlace | null>(null);
  const [focused, setFocused] = useState<BarPlace | null>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const mine = item.at === 'pending' || item.mine;

  const open = (at: Point, view: MenuView = 'menu'): void =>
    setMenu({ view, at, selected: selectedIn(row.current), before: document.activeElement });
  const longPress = useLongPress((at) => open(at));
  // Popups are children here but not in the page: what happens in them is not about the row.
  const isHere = ({ target }: { target: EventTarget }): boolean => row.current?.contains(target as Node) === true;

  const close = (): void => {
    setMenu(null);
    if (menu?.before instanceof HTMLElement) menu.before.focus({ preventScroll: true });
  };
  const onContextMenu = (event: MouseEvent): void => {
    if (!isHere(event)) return;
    event.preventDefault();
    // The key gives no place of its own in some browsers.
    open(event.clientX === 0 && event.clientY === 0 ? middleOf(row.current) : { x: event.clientX, y: event.clientY });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isMenuKey(event) || event.target !== row.current) return;
    event.preventDefault();
    open(middleOf(row.current));
  };
  const onPointerEnter = ({ pointerType, currentTarget }: PointerEvent<HTMLElement>): void =>
    setPointed(pointerType === 'mouse' ? barPlace(currentTarget, mine) : null);
  const place = pointed ?? focused;

  return (
    <>
      <div
        ref={row}
        className={styles.row}
        data-message={item.key}
        data-menu={menu !== null}
        tabIndex={-1}
        onContextMenu={onContextMenu}
        onKeyDown={onKeyDown}
        onPointerEnter={onPointerEnter}
        onPointerLeave={() => setPointed(null)}
        onFocus={(event) => setFocused(isHere(event) && isByKeyboard(event.target) ? barPlace(event.currentTarget, mine) : null)}
        onBlur={({ currentTarget, relatedTarget }) => setFocused((before) => (currentTarget.contains(relatedTarget) ? before : null))}
        {...longPress}
      >
        {children}
        {place !== null && item.at === 'entry' && !item.recalled && (
          <HoverBar item={item} conversation={conversation} place={place} onMenu={open} />
        )}
      </div>
      {/* Beside the row: a mouse in the menu has left the row, which is not told when the menu goes. */}
      {menu !== null && (
        <MessageMenu {...menu} item={item} conversation={conversation} onView={(view) => setMenu({ ...menu, view })} onClose={close} />
      )}
    </>
  );
}

const isMenuKey = ({ key, shiftKey }: KeyboardEvent): boolean => key === 'ContextMenu' || (key === 'F10' && shiftKey) || key === 'Enter';

const isByKeyboard = (target: Element): boolean => target.matches(':focus-visible');

/** What is selected inside of one message. */
function selectedIn(row: HTMLElement | null): string {
  const selection = getSelection();
  if (row === null || selection === null || selection.isCollapsed) return '';
  const { anchorNode, focusNode } = selection;
  return row.contains(anchorNode) && row.contains(focusNode) ? selection.toString() : '';
}

function middleOf(row: HTMLElement | null): Point {
  if (row === null) return { x: 0, y: 0 };
  const { left, top, width, height } = bubbleIn(row).getBoundingClientRect();
  return { x: left + Math.min(24, width / 2), y: top + Math.min(24, height / 2) };
}
