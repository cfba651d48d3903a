import type { Conversation } from '@godwit/client/view/conversation';
import type { Id } from '@godwit/shared/ids/id';
import { AtSign, ChevronDown, ChevronUp, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import type { Went } from '../../state/reading-actions.js';
import type { OpenTimeline } from '../../state/timeline-store.js';
import { Icon } from '../common/Icon.js';
import { useFeedback } from '../common/feedback.js';
import { mentionsOf } from './build-rows.js';
import styles from './JumpButtons.module.css';
import { useWent } from './use-went.js';

interface JumpButtonsProps {
  readonly timeline: OpenTimeline;
  readonly conversation: Conversation;
  readonly me: Id;
  /** The newest entry that was on the screen. */
  readonly seenSeq: number;
  readonly atEnd: boolean;
  /** What was unread at the opening has not been on the screen. */
  readonly unreadAbove: boolean;
  readonly onUnread: () => void;
}

/** Over the lower corner of a timeline: to the first unread message above, to the next mention, back to the end. */
export function JumpButtons({ timeline, conversation, me, seenSeq, atEnd, unreadAbove, onUnread }: JumpButtonsProps) {
  const { t } = useTranslation();
  const { chat } = useServices();
  const { message } = useFeedback();
  const say = useWent();
  const { id, unread, readSeq, mentionedSeq } = conversation;
  const { items, unreadCount } = timeline;
  const loaded = useMemo(() => mentionsOf(items, me, seenSeq), [items, me, seenSeq]);
  const mentions = loaded.length === 0 && mentionedSeq > seenSeq ? [mentionedSeq] : loaded;
  const [nextMention] = mentions;
  const newer = useMemo(() => countNewer(items, seenSeq), [items, seenSeq]);
  // What is not loaded counts too, as long as everything that was on the screen is marked read.
  const waiting = Math.max(newer, seenSeq <= readSeq ? unread : 0);

  const toUnread = async (): Promise<void> => {
    const went: Went = await chat.goToUnread(id);
    if (went === 'failed') message.error(t('timeline.notLoaded'));
    else onUnread();
  };
  return (
    <div className={styles.stack}>
      {unreadAbove && unreadCount > 0 && (
        <Jump
          of={ChevronUp}
          label={t('timeline.jumpUnread', { count: unreadCount })}
          shown={t('timeline.unread', { count: unreadCount })}
          onClick={() => void toUnread()}
          testId="jump-to-unread"
          count={unreadCount}
        />
      )}
      {nextMention !== undefined && !atEnd && (
        <Jump
          of={AtSign}
          label={t('timeline.jumpMention', { count: mentions.length })}
          shown={String(mentions.length)}
          onClick={() => void chat.goTo(id, nextMention).then(say)}
          testId="jump-to-mention"
          count={mentions.length}
        />
      )}
      {!atEnd && (
        <Jump
          of={ChevronDown}
          label={waiting > 0 ? t('timeline.jumpNew', { count: waiting }) : t('timeline.jumpBottom')}
          shown={waiting > 0 ? t('timeline.jumpNew', { count: waiting }) : ''}
          onClick={() => void chat.goToEnd(id)}
          testId="jump-to-bottom"
          count={waiting}
        />
      )}
    </div>
  );
}

const countNewer = (items: OpenTimeline['items'], seenSeq: number): number =>
  items.filter((item) => item.at === 'entry' && item.kind === 'message' && !item.mine && item.seq > seenSeq).length;

interface JumpProps {
  readonly of: LucideIcon;
  readonly label: string;
  /** '' = the icon says it. */
  readonly shown: string;
  readonly onClick: () => void;
  readonly testId: string;
  readonly count: number;
}

function Jump({ of, label, shown, onClick, testId, count }: JumpProps) {
  return (
    <button
      type="button"
      className={styles.jump}
      onClick={onClick}
      aria-label={label}
      title={label}
      data-testid={testId}
      data-count={count}
    >
      {shown !== '' && <span>{shown}</span>}
      <Icon of={of} size={20} />
    </button>
  );
}
