import type { Profile } from '@godwit/shared/rest/user';
import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { Avatar } from '../common/Avatar.js';
import { FailureNote } from '../common/FailureNote.js';
import { useAttempt } from '../common/use-attempt.js';
import styles from './AvatarEditor.module.css';
import { CropDialog } from './CropDialog.js';
import { readImage } from './cut-image.js';

const TYPES = 'image/png,image/jpeg,image/gif,image/webp';

/** The own picture: choose a file, cut it to a square, upload it; or take it away. */
export function AvatarEditor({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { session } = useServices();
  const attempt = useAttempt();
  const input = useRef<HTMLInputElement>(null);
  const [image, setImage] = useState<HTMLImageElement | null>(null);

  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    attempt.forget();
    const read = await readImage(file);
    if (read === null) void message.error(t('account.pictureUnreadable'));
    setImage(read);
  };
  const closeDialog = (): void => {
    if (image !== null) URL.revokeObjectURL(image.src);
    setImage(null);
  };
  const save = async (picture: Blob | null): Promise<void> => {
    closeDialog();
    if (await attempt.run(() => session.setAvatar(picture))) void message.success(t('settings.saved'));
  };

  return (
    <div className={styles.editor}>
      <span className={styles.picture} data-busy={attempt.busy}>
        <Avatar name={profile.nickname} seed={profile.userId} image={profile.avatar} size={88} />
      </span>
      <div className={styles.side}>
        <div className={styles.buttons}>
          <Button onClick={() => input.current?.click()} loading={attempt.busy} data-testid="choose-avatar">
            {t('account.choosePicture')}
          </Button>
          {profile.avatar !== '' && (
            <Button type="text" onClick={() => void save(null)} disabled={attempt.busy} data-testid="remove-avatar">
              {t('account.removePicture')}
            </Button>
          )}
        </div>
        <p className={styles.hint}>{t('account.pictureHint')}</p>
        {attempt.failure !== null && <FailureNote failure={attempt.failure} />}
      </div>
      <input
        ref={input}
        type="file"
        accept={TYPES}
        hidden
        aria-label={t('account.choosePicture')}
        data-testid="avatar-file"
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
      {image !== null && <CropDialog image={image} onCancel={closeDialog} onDone={(picture) => void save(picture)} />}
    </div>
  );
}
