import { useMemo } from 'react';
import { Virtuoso } from 'react-virtuoso';
import { usePreferences, useServices } from '../../../state/app-services.js';
import { monthLabel } from '../../common/time-label.js';
import { isVideo } from '../../timeline/attachments/media.js';
import { Picture } from '../../timeline/attachments/Picture.js';
import { Video } from '../../timeline/attachments/Video.js';
import { mediumKey } from '../../viewer/media-items.js';
import styles from './FilesView.module.css';
import { COMPONENTS, type ListEnd } from './ListEnd.js';
import { byMonth, type SharedFile } from './shared-files.js';

const COLUMNS = 3;

interface Line {
  /** Of the month that begins with this line, ms since 1970; 0 = none begins. */
  readonly monthAt: number;
  readonly files: readonly SharedFile[];
}

/** Pictures and videos as squares, the newest first, under the months in which they were sent. */
export function MediaGrid({ files, end }: { files: readonly SharedFile[]; end: ListEnd }) {
  const lines = useMemo(() => linesOf(files), [files]);
  const items = useMemo(() => [...new Set(files.map(({ item }) => item))].reverse(), [files]);
  const { stores } = useServices();
  return (
    <Virtuoso
      className={styles.rows ?? ''}
      data={lines}
      computeItemKey={(_, { files: [first] }) => mediumKey(first!)}
      endReached={end.more}
      increaseViewportBy={300}
      context={end}
      components={COMPONENTS}
      itemContent={(_, line) => (
        <MediaLine line={line} onOpen={({ item, index }) => stores.viewer.setState({ viewed: { item, index, among: items } })} />
      )}
    />
  );
}

function MediaLine({ line: { monthAt, files }, onOpen }: { line: Line; onOpen: (file: SharedFile) => void }) {
  const language = usePreferences((state) => state.language);
  return (
    <>
      {monthAt > 0 && (
        <h3 className={styles.month} data-testid="month">
          {monthLabel(monthAt, language)}
        </h3>
      )}
      <div className={styles.line}>
        {files.map((file) => (
          <div key={mediumKey(file)} className={styles.tile} data-testid="medium" data-seq={file.item.seq}>
            {isVideo(file.attachment) ? (
              <Video attachment={file.attachment} onOpen={() => onOpen(file)} />
            ) : (
              <Picture attachment={file.attachment} onOpen={() => onOpen(file)} />
            )}
          </div>
        ))}
      </div>
    </>
  );
}

const linesOf = (files: readonly SharedFile[]): Line[] =>
  byMonth(files).flatMap(({ at, files: of }) =>
    Array.from({ length: Math.ceil(of.length / COLUMNS) }, (_, line) => ({
      monthAt: line === 0 ? at : 0,
      files: of.slice(line * COLUMNS, (line + 1) * COLUMNS),
    })),
  );
