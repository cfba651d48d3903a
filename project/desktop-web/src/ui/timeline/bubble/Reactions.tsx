import type { EntryItem } from '@godwit/client/view/timeline';
import { App, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../i18n/error-text.js';
import { usePreferences, useServices } from '../../../state/app-services.js';
import { failureOf } from '../../../state/failure.js';
import { useNames } from '../../common/use-names.js';
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
  const { client } = useServices();
  const { message } = App.useApp();
  const language = usePreferences((state) => state.language);
  const [asked, setAsked] = useState(false);
  const who = useWho(item.conversationId, asked ? userIds : NOBODY, count);

  const label = t('timeline.reaction', { emoji, count });
  const toggle = (): void => {
    const { conversationId, seq } = item;
    const change = mine ? client.unreact(conversationId, seq, emoji) : client.react(conversationId, seq, emoji);
    change.catch((error: unknown) => {
      const failure = failureOf(error, Date.now(), navigator.onLine);
      const reason = failure.at === 'refused' && failure.error !== null ? errorText(failure.error, language) : undefined;
      void message.error(reason ?? t('error.unknown'));
    });
  };
  return (
    <Tooltip title={who || label}>
      <button
        type="button"
        className={styles.chip}
        data-mine={mine}
        aria-pressed={mine}
        aria-label={label}
        onClick={toggle}
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
