import { MessageSquareShare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Virtuoso } from 'react-virtuoso';
import { usePreferences } from '../../../state/app-services.js';
import { Icon } from '../../common/Icon.js';
import { fullTime, shortTime } from '../../common/time-label.js';
import { useNames } from '../../common/use-names.js';
import { useNow } from '../../common/use-now.js';
import { messagePath } from '../../timeline/actions/message-link.js';
import { FileCard } from '../../timeline/attachments/FileCard.js';
import { Voice } from '../../timeline/attachments/Voice.js';
import { mediumKey } from '../../viewer/media-items.js';
import { useLeaveDrawer } from '../use-leave-drawer.js';
import styles from './FilesView.module.css';
import { COMPONENTS, type ListEnd } from './ListEnd.js';
import type { SharedFile } from './shared-files.js';

const MINUTE_MS = 60_000;

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
      itemContent={(_, file) => <Row file={file} />}
    />
  );
}

function Row({ file: { item, attachment } }: { file: SharedFile }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(MINUTE_MS);
  const { conversationId, senderId, createdAt, seq } = item;
  const name = useNames(conversationId, [senderId])(senderId);
  return (
    <div className={styles.row} role="listitem" data-testid="shared-file" data-seq={seq}>
      <div className={styles.content}>
        {item.body.kind === 'voice' ? <Voice item={item} attachment={attachment} /> : <FileCard attachment={attachment} />}
        <p className={styles.from}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          <time dateTime={new Date(createdAt).toISOString()} title={fullTime(createdAt, language)}>
            {shortTime(createdAt, now, language, { today: t('time.today'), yesterday: t('time.yesterday') })}
          </time>
        </p>
      </div>
      <GoTo path={messagePath(conversationId, seq)} name={name} />
    </div>
  );
}

function GoTo({ path, name }: { path: string; name: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const leave = useLeaveDrawer();
  const go = (): void => {
    leave();
    void navigate(path);
  };
  return (
    <button
      type="button"
      className={styles.goTo}
      aria-label={t('favourites.open', { name })}
      title={t('viewer.goTo')}
      onClick={go}
      data-testid="go-to-message"
    >
      <Icon of={MessageSquareShare} size={18} />
    </button>
  );
}
