import type { EntryItem } from '@godwit/client/view/timeline';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../common/Icon.js';
import styles from './MessageActions.module.css';
import { isMine, isReactable, QUICK_REACTIONS } from './use-react.js';

interface QuickReactionsProps {
  readonly item: EntryItem;
  readonly onChoose: (emoji: string) => void;
  readonly onMore: () => void;
}

/** The usual ones, and a way to all others. What is chosen is pressed, and another press takes it back. */
export function QuickReactions({ item, onChoose, onMore }: QuickReactionsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.quick} role="group" aria-label={t('actions.react')}>
      {QUICK_REACTIONS.map((emoji) => (
        <button
          key={emoji}
          type="button"
          aria-pressed={isMine(item, emoji)}
          aria-label={t('actions.reactWith', { emoji })}
          disabled={!isReactable(item, emoji)}
          onClick={() => onChoose(emoji)}
          data-testid="quick-reaction"
        >
          {emoji}
        </button>
      ))}
      <button type="button" aria-label={t('actions.moreEmoji')} title={t('actions.moreEmoji')} onClick={onMore} data-testid="more-emoji">
        <Icon of={Plus} size={18} />
      </button>
    </div>
  );
}
