import type { Conversation } from '@godwit/client/view/conversation';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useServices } from '../../state/app-services.js';
import type { OpenTimeline } from '../../state/timeline-store.js';
import { EmptyState } from '../common/EmptyState.js';
import { moveBetweenMessages } from './actions/move-between-messages.js';
import { buildRows } from './build-rows.js';
import { JumpButtons } from './JumpButtons.js';
import { OlderHeader } from './OlderHeader.js';
import { bottomOf, seqsOnScreen } from './row-geometry.js';
import { Rows } from './Rows.js';
import styles from './Timeline.module.css';
import { useLoading } from './use-loading.js';
import { usePlace } from './use-place.js';
import { useReadMark } from './use-read-mark.js';

/** The end is on the screen when less than this is below it. */
const END_PX = 60;
/** The reader has gone elsewhere when the first entry on the screen is so many from where it was. */
const STEP = 20;

interface TimelineProps {
  readonly timeline: OpenTimeline;
  readonly conversation: Conversation;
}

/** The log of one conversation; stays where it is while the reader is above the end. */
export function Timeline({ timeline, conversation }: TimelineProps) {
  const { t } = useTranslation();
  const { chat } = useServices();
  const me = useAccount((account) => (account.at === 'signed-in' ? account.userId : ''));
  const { items, dividerSeq, place } = timeline;
  const { id, hasOlder, lastSeq } = conversation;
  const rows = useMemo(() => buildRows(items, { complete: !hasOlder, dividerSeq }), [items, hasOlder, dividerSeq]);
  const scrollerRef = useRef<HTMLDivElement>(null);
  const listRef = useRef<HTMLDivElement>(null);
  const screen = { scrollerRef, listRef };
  const [atEnd, setAtEnd] = useState(true);
  const [passedDivider, setPassedDivider] = useState(dividerSeq === null);
  const { seenSeq, see } = useReadMark(conversation);
  const load = useLoading(screen, id, hasOlder);
  const reader = useRef(0);

  const onMoved = useCallback(() => {
    if (!scrollerRef.current || !listRef.current) return;
    const end = bottomOf(scrollerRef.current) - scrollerRef.current.scrollTop < END_PX;
    const { first, last } = seqsOnScreen(scrollerRef.current, listRef.current);
    const newest = end && items.at(-1)?.at !== 'gap';
    const at = newest ? Infinity : first;
    setAtEnd(newest);
    if (last > 0) see(last);
    if (dividerSeq !== null && first > 0 && first <= dividerSeq + 1) setPassedDivider(true);
    if (at > 0 && (at === Infinity ? reader.current !== at : Math.abs(at - reader.current) > STEP)) {
      reader.current = at;
      chat.lookAt(id, at);
    }
    load();
  }, [scrollerRef, listRef, items, see, dividerSeq, chat, id, load]);

  const capture = usePlace(screen, rows, place, onMoved);
  const onScroll = useCallback(() => {
    capture();
    onMoved();
  }, [capture, onMoved]);

  const retryOlder = useCallback(() => void chat.loadOlder(id), [chat, id]);
  const empty = lastSeq === 0 && rows.every((row) => row.at === 'begin');
  return (
    <div className={styles.timeline} data-testid="timeline" data-at-bottom={atEnd} onKeyDown={moveBetweenMessages}>
      {empty ? (
        <EmptyState title={t('timeline.empty')} testId="timeline-empty" />
      ) : (
        <div
          ref={scrollerRef}
          className={styles.scroller}
          role="log"
          aria-live="off"
          aria-label={t('timeline.label')}
          tabIndex={0}
          onScroll={onScroll}
          data-testid="timeline-scroller"
        >
          <OlderHeader older={timeline.older} onRetry={retryOlder} />
          <Rows ref={listRef} rows={rows} conversation={conversation} place={place} />
          <div className={styles.foot} />
        </div>
      )}
      <JumpButtons
        timeline={timeline}
        conversation={conversation}
        me={me}
        seenSeq={seenSeq}
        atEnd={atEnd}
        unreadAbove={!passedDivider}
        onUnread={() => setPassedDivider(true)}
      />
    </div>
  );
}
