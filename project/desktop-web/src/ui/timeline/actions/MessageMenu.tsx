import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { Dropdown } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { INTO_VIEW } from '../../common/into-view.js';
import { TouchBackdrop } from '../../common/TouchBackdrop.js';
import { EmojiPicker } from '../../emoji/EmojiPicker.js';
import styles from './MessageActions.module.css';
import { permittedActions } from './permitted.js';
import { QuickReactions } from './QuickReactions.js';
import { useAllCircumstances } from './use-circumstances.js';
import type { Point } from '../../common/use-long-press.js';
import { useKnownStars } from './use-known-stars.js';
import { useMenuItems } from './use-menu-items.js';
import { usePerform } from './use-perform.js';
import { useReact } from './use-react.js';

/** reactions: without the menu below them. */
export type MenuView = 'menu' | 'reactions' | 'picker';

interface MessageMenuProps {
  readonly item: EntryItem | PendingItem;
  readonly conversation: Conversation;
  readonly view: MenuView;
  readonly at: Point;
  readonly selected: string;
  readonly onView: (view: MenuView) => void;
  readonly onClose: () => void;
}

/** Opened where the pointer is. What is no longer allowed disappears while it is open. */
export function MessageMenu({ item, conversation, view, at, selected, onView, onClose }: MessageMenuProps) {
  const perform = usePerform();
  const react = useReact();
  useKnownStars();
  const permitted = permittedActions(item, conversation, useAllCircumstances(item, conversation));
  const items = useMenuItems(permitted, selected !== '');
  const reactable = item.at === 'entry' && permitted.includes('react') ? item : null;
  const choose = (emoji: string): void => {
    if (reactable !== null) react(reactable, emoji);
    onClose();
  };
  const content = (menu: ReactNode): ReactNode => {
    if (view === 'picker') return <EmojiPicker onPick={choose} />;
    return (
      <>
        {reactable !== null && <QuickReactions item={reactable} onChoose={choose} onMore={() => onView('picker')} />}
        {view === 'menu' && menu}
      </>
    );
  };
  return createPortal(
    <>
      <TouchBackdrop />
      <Dropdown
        open
        trigger={['click']}
        placement="bottomLeft"
        autoAdjustOverflow={INTO_VIEW}
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
        menu={{
          items,
          onClick: ({ key }) => {
            onClose();
            perform(key as (typeof items)[number]['key'], item, selected);
          },
        }}
        popupRender={(menu) => <Panel onEscape={onClose}>{content(menu)}</Panel>}
      >
        <span className={styles.anchor} style={{ left: at.x, top: at.y }} />
      </Dropdown>
    </>,
    document.body,
  );
}

/** Takes the focus when it opens, so that the arrow keys work in it. */
function Panel({ children, onEscape }: { children: ReactNode; onEscape: () => void }) {
  const { t } = useTranslation();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = panel.current?.querySelector<HTMLElement>('[role="menuitem"]') ?? panel.current?.querySelector('button');
    first?.focus({ preventScroll: true });
  }, []);
  return (
    <div
      ref={panel}
      className={styles.panel}
      role="group"
      aria-label={t('actions.label')}
      data-testid="message-menu"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onEscape();
      }}
    >
      {children}
    </div>
  );
}
