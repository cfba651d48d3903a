import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import {
  Download,
  File,
  FileArchive,
  FileAudio,
  FileCode,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
  LoaderCircle,
  RotateCw,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../state/app-services.js';
import { Icon } from '../../common/Icon.js';
import { download } from './download.js';
import styles from './FileCard.module.css';
import { sizeLabel } from '../../common/size-label.js';

type DownloadState = 'idle' | 'asking' | 'failed';

/** A file with its name and size; a click downloads it. */
export function FileCard({ attachment }: { attachment: Pick<Attachment, 'fileId' | 'name' | 'mime' | 'size'> }) {
  const { t } = useTranslation();
  const { client } = useServices();
  const [state, setState] = useState<DownloadState>('idle');
  const { fileId, name, size } = attachment;
  const start = (): void => {
    if (state === 'asking') return;
    setState('asking');
    client.fileUrl(fileId).then(
      (url) => {
        download(url, name);
        setState('idle');
      },
      () => setState('failed'),
    );
  };
  const act = state === 'failed' ? RotateCw : state === 'asking' ? LoaderCircle : Download;
  return (
    <button type="button" className={styles.card} onClick={start} aria-busy={state === 'asking'} data-testid="file-card" data-state={state}>
      <span className="gw-visually-hidden">{t('timeline.download')}</span>
      <span className={styles.icon}>
        <Icon of={iconOf(attachment)} size={22} />
      </span>
      <span className={styles.words}>
        <span className={styles.name} dir="auto" title={name}>
          {name}
        </span>
        <span className={styles.size}>{state === 'failed' ? t('timeline.downloadFailed') : sizeLabel(size)}</span>
      </span>
      <span className={styles.act}>
        <Icon of={act} size={18} />
      </span>
    </button>
  );
}

const BY_ENDING: readonly (readonly [RegExp, LucideIcon])[] = [
  [/\.(zip|gz|tgz|xz|7z|rar|tar|bz2)$/i, FileArchive],
  [/\.(xlsx?|csv|ods|numbers)$/i, FileSpreadsheet],
  [/\.(pdf|docx?|odt|rtf|txt|md|pages|pptx?|key)$/i, FileText],
  [/\.(js|ts|tsx|json|xml|html?|css|py|go|rs|java|c|cpp|h|sh|sql|ya?ml|toml)$/i, FileCode],
];

function iconOf({ mime, name }: Pick<Attachment, 'mime' | 'name'>): LucideIcon {
  if (mime.startsWith('image/')) return FileImage;
  if (mime.startsWith('video/')) return FileVideo;
  if (mime.startsWith('audio/')) return FileAudio;
  return BY_ENDING.find(([ending]) => ending.test(name))?.[1] ?? File;
}
