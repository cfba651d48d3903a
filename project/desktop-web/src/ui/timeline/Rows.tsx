import type { Conversation } from '@godwit/client/view/conversation';
import { type AnimationEvent, memo, type Ref, useState } from 'react';
import type { Place } from '../../state/timeline-store.js';
import type { Row } from './build-rows.js';
import styles from './Timeline.module.css';
import { TimelineRow } from './TimelineRow.js';

interface RowsProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly rows: readonly Row[];
  readonly conversation: Conversation;
  readonly place: Place;
}

/** All loaded rows, which the SDK bounds; scrolling renders none of them anew. The entry that the reader was taken to flashes. */
export const Rows = memo(function Rows({ ref, rows, conversation, place }: RowsProps) {
  const [flash, setFlash] = useState({ place, turn: 0, over: false });
  if (flash.place !== place) setFlash({ place, turn: flash.turn + 1, over: false });
  const flashing = flash.over || place.at !== 'entry' ? 0 : place.seq;
  const end = ({ target }: AnimationEvent): void => {
    if (target instanceof HTMLElement && target.dataset['flash'] !== undefined) setFlash({ ...flash, over: true });
  };
  return (
    <div ref={ref} className={styles.rows} onAnimationEnd={end}>
      {rows.map((row) => {
        const seq = seqOf(row);
        return (
          <div
            key={row.key}
            data-row={row.at}
            data-key={row.key}
            data-seq={seq === 0 ? undefined : seq}
            className={styles.row}
            data-flash={flashing !== 0 && seq === flashing ? flash.turn % 2 : undefined}
          >
            <TimelineRow row={row} conversation={conversation} />
          </div>
        );
      })}
    </div>
  );
});

/** 0 = it is no entry of the log, or none yet. */
const seqOf = (row: Row): number => ((row.at === 'message' || row.at === 'system') && row.item.at === 'entry' ? row.item.seq : 0);
