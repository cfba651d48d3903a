import { useTranslation } from 'react-i18next';
import { Virtuoso } from 'react-virtuoso';
import { FileCard } from '../../timeline/attachments/FileCard.js';
import { Voice } from '../../timeline/attachments/Voice.js';
import { mediumKey } from '../../viewer/media-items.js';
import styles from './FilesView.module.css';
import { COMPONENTS, type ListEnd } from './ListEnd.js';
import type { SharedFile } from './shared-files.js';
import { SharedRow } from './SharedRow.js';

/** Files or voice messages, the newest first, each with who sent it and when. */
export function FileList({ files, end }: { files: readonly SharedFile[]; end: ListEnd }) {
  const { t } = useTranslation();
  return (
    <Virtuoso
      className={styles.rows ?? ''}
      role="list"
      aria-label={t('files.label')}
      data={files}
      computeItemKey={(_, file) => mediumKey(file)}
      endReached={end.more}
      increaseViewportBy={300}
      context={end}
      components={COMPONENTS}
      itemContent={(_, { item, attachment }) => (
        <SharedRow item={item} testId="shared-file">
          {item.body.kind === 'voice' ? <Voice item={item} attachment={attachment} /> : <FileCard attachment={attachment} />}
        </SharedRow>
      )}
    />
  );
}
