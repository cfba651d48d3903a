import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import { memo } from 'react';
import { useAccount } from '../../../state/app-services.js';
import { isRecalled } from '../../common/entry-text.js';
import type { SendState } from '../../common/SendStateIcon.js';
import styles from './Bubble.module.css';
import { BubbleContent } from './BubbleContent.js';
import { BubbleMeta } from './BubbleMeta.js';
import { faceOf } from './face.js';
import { FailedFooter } from './FailedFooter.js';
import { Quote } from './Quote.js';
import { Reactions } from './Reactions.js';
import { SenderAvatar, SenderName } from './Sender.js';

interface BubbleProps {
  readonly item: EntryItem | PendingItem;
  readonly mine: boolean;
  /** Of the messages that one sender wrote within a few minutes. */
  readonly first: boolean;
  readonly last: boolean;
  readonly inGroup: boolean;
  /** Whether it can be asked who has read it. */
  readonly listsReaders: boolean;
  /** Own messages only. */
  readonly state: SendState | null;
}

/** One message. */
export const Bubble = memo(function Bubble({ item, mine, first, last, inGroup, listsReaders, state }: BubbleProps) {
  const ofOther = inGroup && !mine && item.at === 'entry' ? item : null;
  const me = useAccount((account) => (account.at === 'signed-in' ? account.userId : ''));
  const named = !mine && (item.body.mentionAll || item.body.mentions.includes(me)) && !isRecalled(item);
  const quote = isRecalled(item) ? null : item.body.replyTo;
  return (
    <div
      className={styles.row}
      data-testid="bubble"
      data-mine={mine}
      data-first={first}
      data-last={last}
      data-seq={item.at === 'entry' ? item.seq : ''}
      data-state={state ?? 'received'}
      data-client-id={item.clientMsgId}
    >
      {ofOther !== null && <SenderAvatar item={ofOther} shown={last} />}
      <div className={styles.column}>
        <div className={styles.bubble} data-bubble-box data-face={faceOf(item)} data-names-me={named}>
          {ofOther !== null && first && <SenderName item={ofOther} />}
          {quote !== null && <Quote conversationId={item.conversationId} quote={quote} />}
          <BubbleContent item={item} />
          <BubbleMeta item={item} state={state} listsReaders={listsReaders && mine} counted={last} />
        </div>
        {item.at === 'entry' && item.reactions.length > 0 && <Reactions item={item} />}
        {item.at === 'pending' && item.state === 'failed' && <FailedFooter item={item} />}
      </div>
    </div>
  );
});
