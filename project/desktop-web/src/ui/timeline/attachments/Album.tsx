import type { EntryItem, PendingItem } from '@godwit/client/view/timeline';
import type { CSSProperties } from 'react';
import { useServices } from '../../../state/app-services.js';
import styles from './Album.module.css';
import { albumLines, boxOf, isVideo } from './media.js';
import { Picture } from './Picture.js';
import { Video } from './Video.js';

/** The pictures and videos of a message: one in its shape, several in a grid. */
export function Album({ item }: { item: EntryItem | PendingItem }) {
  const { stores } = useServices();
  const { attachments, kind } = item.body;
  const [only] = attachments;
  const view = (index: number) => (): void => {
    if (item.at === 'entry') stores.viewer.setState({ viewed: { item, index } });
  };
  if (attachments.length === 1 && only !== undefined) {
    const { width, height } = boxOf(only);
    const style: CSSProperties = { width, aspectRatio: `${width} / ${height}` };
    return (
      <span className={styles.single} style={style}>
        {kind === 'video' || isVideo(only) ? <Video attachment={only} /> : <Picture attachment={only} onOpen={view(0)} />}
      </span>
    );
  }
  const lines = albumLines(attachments.length);
  const starts = lines.map((_, at) => lines.slice(0, at).reduce((sum, n) => sum + n, 0));
  return (
    <span className={styles.album} data-testid="album" data-count={attachments.length}>
      {lines.map((count, line) => (
        <span key={starts[line]} className={styles.line}>
          {attachments.slice(starts[line], starts[line]! + count).map((attachment, at) => (
            <span key={attachment.fileId} className={styles.cell} style={{ aspectRatio: count === 1 ? '16 / 10' : '1' }}>
              {isVideo(attachment) ? (
                <Video attachment={attachment} />
              ) : (
                <Picture attachment={attachment} onOpen={view(starts[line]! + at)} />
              )}
            </span>
          ))}
        </span>
      ))}
    </span>
  );
}
