import type { Conversation } from '@godwit/client/view/conversation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type ListRange, type VirtuosoHandle } from 'react-virtuoso';
import { useServices } from '../../state/app-services.js';
import type { OpenTimeline } from '../../state/timeline-store.js';
import { EmptyState } from '../common/EmptyState.js';
import { moveBetweenMessages } from './actions/move-between-messages.js';
import { buildRows, countNewer, firstIndex, type Row } from './build-rows.js';
import { JumpButton } from './JumpButton.js';
import { OlderHeader } from './OlderHeader.js';
import { newestSeqIn, useReadMark } from './use-read-mark.js';
import styles from './Timeline.module.css';
import { TimelineRow } from './TimelineRow.js';

/** Virtual index of the anchor row: room for this many rows above it. */
const ANCHOR_INDEX = 1_000_000;
/** Nearer to the end than this, new messages are followed. */
const BOTTOM_PX = 60;

interface TimelineProps {
  readonly timeline: OpenTimeline;
  readonly conversation: Conversation;
}

/** The log of one conversation; stays where it is while the reader is above the end. */
export function Timeline({ timeline, conversation }: TimelineProps) {
  const { t } = useTranslation();
  const { chat } = useServices();
  const { items, dividerSeq } = timeline;
  const { id, hasOlder } = conversation;
  const rows = useMemo(() => buildRows(items, { complete: !hasOlder, dividerSeq }), [items, hasOlder, dividerSeq]);
  const [anchorKey] = useState(() => rows.find((row) => row.at === 'message' || row.at === 'system')?.key ?? null);
  const first = firstIndex(rows, anchorKey, ANCHOR_INDEX);
  const virtuoso = useRef<VirtuosoHandle>(null);
  const [start] = useState(() => startOf(rows));
  const [atBottom, setAtBottom] = useState(start.index === 'LAST');
  const { seenSeq, see } = useReadMark(conversation);

  const onRange = useCallback(
    (range: ListRange) => see(newestSeqIn(rows, range.startIndex - first, range.endIndex - first)),
    [rows, first, see],
  );
  // New rows below the fold change no range; what is visible at the bottom is seen all the same.
  useEffect(() => {
    if (atBottom) see(newestSeqIn(rows, 0, rows.length - 1));
  }, [rows, atBottom, see]);

  const loadOlder = useCallback(() => {
    if (hasOlder) void chat.loadOlder(id);
  }, [chat, hasOlder, id]);

  const lastRow = rows.at(-1);
  const sentJustNow = lastRow?.at === 'message' && lastRow.item.at === 'pending';
  const waiting = useMemo(() => countNewer(rows, seenSeq), [rows, seenSeq]);

  if (rows.every((row) => row.at === 'begin')) return <EmptyState title={t('timeline.empty')} testId="timeline-empty" />;
  return (
    <div className={styles.timeline} data-testid="timeline" data-at-bottom={atBottom} onKeyDown={moveBetweenMessages}>
      <Virtuoso
        ref={virtuoso}
        className={styles.scroller}
        role="log"
        aria-label={t('timeline.label')}
        data={rows}
        firstItemIndex={first}
        initialTopMostItemIndex={start}
        alignToBottom
        atBottomThreshold={BOTTOM_PX}
        atBottomStateChange={setAtBottom}
        followOutput={(bottom) => (bottom || sentJustNow ? 'auto' : false)}
        startReached={loadOlder}
        rangeChanged={onRange}
        // Nothing is rendered below the fold: the rendered range is what may be marked read.
        increaseViewportBy={{ top: 600, bottom: 0 }}
        computeItemKey={(_, row) => row.key}
        context={{ older: timeline.older, onRetry: loadOlder }}
        components={COMPONENTS}
        itemContent={(_, row) => <TimelineRow row={row} conversation={conversation} />}
      />
      {!atBottom && (
        <JumpButton count={waiting} onClick={() => virtuoso.current?.scrollToIndex({ index: 'LAST', align: 'end', behavior: 'auto' })} />
      )}
    </div>
  );
}

const COMPONENTS = { Header: OlderHeader, Footer: () => <div className={styles.foot} /> };

/** Opens at the unread divider, else at the end. */
function startOf(rows: readonly Row[]): { index: number | 'LAST'; align: 'start' | 'end' } {
  const divider = rows.findIndex((row) => row.at === 'unread');
  return divider < 0 ? { index: 'LAST', align: 'end' } : { index: divider, align: 'start' };
}
