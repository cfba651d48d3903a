import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import { Ellipsis, Reply, SmilePlus } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../common/Icon.js';
import styles from './MessageActions.module.css';
import type { MenuView } from './MessageMenu.js';
import { useCircumstances } from './use-circumstances.js';
import type { Point } from '../../common/use-long-press.js';
import { usePerform } from './use-perform.js';

interface HoverBarProps {
  readonly item: EntryItem;
  readonly conversation: Conversation;
  readonly place: BarPlace;
  readonly onMenu: (at: Point, view: MenuView) => void;
}

/** px from an end of the row. */
export type BarPlace = { readonly left: number } | { readonly right: number };

const GAP_PX = 6;
/** Of the bar, at most. */
const WIDTH_PX = 100;

/** Next to the bubble, on the side where there is room. */
export function barPlace(row: HTMLElement, mine: boolean): BarPlace {
  const outer = row.getBoundingClientRect();
  const bubble = bubbleIn(row).getBoundingClientRect();
  // Without room beside it the bar covers a part of the bubble.
  const within = (px: number): number => Math.min(px + GAP_PX, outer.width - WIDTH_PX);
  return mine ? { right: within(outer.right - bubble.left) } : { left: within(bubble.right - outer.left) };
}

/** The box in a row that has the text. */
export const bubbleIn = (row: HTMLElement): Element => row.querySelector('[data-bubble-box]') ?? row;

/** Beside the bubble: react, reply, everything else. */
export function HoverBar({ item, conversation, place, onMenu }: HoverBarProps) {
  const { t } = useTranslation();
  const perform = usePerform();
  const { maySend } = useCircumstances(item, conversation);
  const open = (view: MenuView) => (event: MouseEvent) => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    onMenu({ x: left, y: bottom + 4 }, view);
  };
  const writable = maySend && !conversation.removed;
  return (
    <div className={styles.bar} style={place} role="toolbar" aria-label={t('actions.label')} data-testid="message-bar">
      {writable && (
        <>
          <button
            type="button"
            aria-label={t('actions.react')}
            title={t('actions.react')}
            onClick={open('reactions')}
            data-testid="bar-react"
          >
            <Icon of={SmilePlus} size={17} />
          </button>
          <button
            type="button"
            aria-label={t('actions.reply')}
            title={t('actions.reply')}
            onClick={() => perform('reply', item)}
            data-testid="bar-reply"
          >
            <Icon of={Reply} size={17} />
          </button>
        </>
      )}
      <button
        type="button"
        aria-haspopup="menu"
        aria-label={t('actions.more')}
        title={t('actions.more')}
        onClick={open('menu')}
        data-testid="bar-more"
      >
        <Icon of={Ellipsis} size={17} />
      </button>
    </div>
  );
}
