import type { Id } from '@godwit/shared/ids/id';
import { Dropdown } from 'antd';
import { type MouseEvent, type ReactNode, useRef, useState } from 'react';
import { useConversations } from '../../state/app-services.js';
import { conversationById } from '../../state/conversation-store.js';
import { INTO_VIEW } from '../common/into-view.js';
import { TouchBackdrop } from '../common/TouchBackdrop.js';
import { useLongPress } from '../common/use-long-press.js';
import styles from './ConversationList.module.css';
import { useConversationItems } from './use-conversation-items.js';

const NO_ITEMS: [] = [];

/** As a right click in the middle of this row would. */
export function openMenuAt(row: Element | null, at?: { readonly x: number; readonly y: number }): void {
  if (row === null) return;
  const { left, top, width, height } = row.getBoundingClientRect();
  const { x, y } = at ?? { x: left + Math.min(width / 2, 160), y: top + height / 2 };
  row.dispatchEvent(new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: x, clientY: y }));
}

const rowOf = (target: EventTarget): Id | null =>
  (target as Element).closest<HTMLElement>('[data-conversation-id]')?.dataset['conversationId'] ?? null;

/** One menu for all rows in it: by right click, long press, Shift+F10 or the menu key. Focus goes into it, and comes back. */
export function ConversationMenu({ selectedId, children }: { selectedId: Id | null; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [target, setTarget] = useState<Id | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const conversation = useConversations((state) => (target === null ? undefined : conversationById(state, target)));
  const items = useConversationItems(conversation, selectedId);
  const longPress = useLongPress((at, row) => openMenuAt(row, at));

  const change = (next: boolean): void => {
    setOpen(next);
    if (!next) area.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true });
  };
  const aim = (event: MouseEvent): void => {
    const id = rowOf(event.target);
    setTarget(id);
    if (id === null) event.stopPropagation();
  };
  return (
    <>
      {open && <TouchBackdrop />}
      <Dropdown
        trigger={['contextMenu']}
        autoAdjustOverflow={INTO_VIEW}
        open={open}
        onOpenChange={change}
        autoFocus
        destroyOnHidden
        menu={{ items: items?.items ?? NO_ITEMS, onClick: ({ key }) => items?.choose(key) }}
        classNames={{ root: styles.menu ?? '' }}
      >
        <div ref={area} className={styles.area} onContextMenuCapture={aim} {...longPress}>
          {children}
        </div>
      </Dropdown>
    </>
  );
}
