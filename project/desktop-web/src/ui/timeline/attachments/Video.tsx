import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import { LoaderCircle, Play, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../common/Icon.js';
import styles from './Album.module.css';
import { durationLabel } from '../../common/duration-label.js';
import { thumbnailUrl } from './media.js';
import { useFileUrl } from './use-file-url.js';

/** A still with a button; the browser's own player takes its place, where nothing else is to open. */
export function Video({ attachment, onOpen }: { attachment: Attachment; onOpen?: () => void }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const address = useFileUrl(attachment.fileId, wanted);
  const thumbnail = thumbnailUrl(attachment);
  if (address.at === 'ready')
    return (
      <video
        className={styles.player}
        src={address.url}
        controls
        autoPlay
        playsInline
        onError={address.broken}
        data-testid="video-player"
      />
    );
  const failed = address.at === 'failed';
  return (
    <button
      type="button"
      className={styles.picture}
      onClick={failed ? address.again : (onOpen ?? (() => setWanted(true)))}
      aria-label={failed ? t('timeline.pictureFailed') : t('timeline.playVideo', { name: attachment.name })}
      data-testid="video"
      data-state={failed ? 'failed' : wanted ? 'waiting' : 'still'}
    >
      {thumbnail !== '' && <img className={styles.thumbnail} src={thumbnail} alt="" draggable={false} />}
      <span className={styles.play} data-busy={wanted && !failed}>
        <Icon of={failed ? RotateCw : wanted ? LoaderCircle : Play} size={26} />
      </span>
      {attachment.durationMs > 0 && <span className={styles.duration}>{durationLabel(attachment.durationMs)}</span>}
    </button>
  );
}
