import type { EntryItem } from '@godwit/client/view/timeline';
import { Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../../state/app-services.js';
import { useNames } from '../../common/use-names.js';
import { useReact } from '../actions/use-react.js';
import styles from './Reactions.module.css';

type Reaction = EntryItem['reactions'][number];

/** One chip for each emoji: how many chose it, who on hover; a click joins them or takes the own one back. */
export function Reactions({ item }: { item: EntryItem }) {
  const { t } = useTranslation();
  return (
    <div className={styles.chips} role="group" aria-label={t('timeline.reactions')} data-testid="reactions">
      {item.reactions.map((reaction) => (
        <Chip key={reaction.emoji} item={item} reaction={reaction} />
      ))}
    </div>
  );
}

function Chip({ item, reaction: { emoji, count, userIds, mine } }: { item: EntryItem; reaction: Reaction }) {
  const { t } = useTranslation();
  const react = useReact();
  const [asked, setAsked] = useState(false);
  const who = useWho(item.conversationId, asked ? userIds : NOBODY, count);

  const label = t('timeline.reaction', { emoji, count });
  return (
    <Tooltip title={who || label}>
      <button
        type="button"
        className={styles.chip}
        data-mine={mine}
        aria-pressed={mine}
        aria-label={label}
        onClick={() => react(item, emoji)}
        onPointerEnter={() => setAsked(true)}
        onFocus={() => setAsked(true)}
        data-testid="reaction"
        data-emoji={emoji}
        data-count={count}
      >
        <span className={styles.emoji}>{emoji}</span>
        {count}
      </button>
    </Tooltip>
  );
}

const NOBODY: readonly string[] = [];

/** The newest of them by name, and how many more. */
function useWho(conversationId: string, userIds: readonly string[], count: number): string {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const nameOf = useNames(conversationId, userIds);
  const names = userIds.map(nameOf);
  if (names.length === 0) return '';
  const others = count - names.length;
  return new Intl.ListFormat(language).format(others > 0 ? [...names, t('system.others', { count: others })] : names);
}
