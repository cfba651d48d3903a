import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import { ImageOff } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../common/Icon.js';
import styles from './Album.module.css';
import { thumbnailUrl } from './media.js';
import { useFileUrl } from './use-file-url.js';
import { useNear } from './use-near.js';

/** Fills its box: first with the tiny picture that came with the message, then with the file. */
export function Picture({ attachment, onOpen }: { attachment: Attachment; onOpen: () => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLButtonElement>(null);
  const near = useNear(box);
  const address = useFileUrl(attachment.fileId, near);
  const [shown, setShown] = useState('');
  const thumbnail = thumbnailUrl(attachment);
  const failed = address.at === 'failed';
  return (
    <button
      ref={box}
      type="button"
      className={styles.picture}
      onClick={failed ? address.again : onOpen}
      aria-label={failed ? t('timeline.pictureFailed') : t('timeline.openPicture', { name: attachment.name })}
      data-testid="picture"
      data-state={failed ? 'failed' : address.at === 'ready' && shown === address.url ? 'shown' : 'waiting'}
    >
      {thumbnail !== '' && <img className={styles.thumbnail} src={thumbnail} alt="" draggable={false} />}
      {address.at === 'ready' && (
        <img
          className={styles.full}
          src={address.url}
          alt=""
          decoding="async"
          draggable={false}
          data-shown={shown === address.url}
          onLoad={() => setShown(address.url)}
          onError={address.broken}
        />
      )}
      {failed && (
        <span className={styles.broken}>
          <Icon of={ImageOff} size={24} />
          {t('app.tryAgain')}
        </span>
      )}
    </button>
  );
}
