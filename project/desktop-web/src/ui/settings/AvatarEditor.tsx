import type { Profile } from '@godwit/shared/rest/user';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { Avatar } from '../common/Avatar.js';
import { FailureNote } from '../common/FailureNote.js';
import { useFeedback } from '../common/feedback.js';
import { useAttempt } from '../common/use-attempt.js';
import { usePicture } from '../groups/use-picture.js';
import styles from './AvatarEditor.module.css';

/** The own picture: choose a file, cut it to a square, upload it; or take it away. */
export function AvatarEditor({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { session } = useServices();
  const attempt = useAttempt();
  const save = async (picture: Blob | null): Promise<void> => {
    if (await attempt.run(() => session.setAvatar(picture))) message.success(t('settings.saved'));
  };
  const chooser = usePicture((picture) => void save(picture));

  return (
    <div className={styles.editor}>
      <span className={styles.picture} data-busy={attempt.busy}>
        <Avatar name={profile.nickname} seed={profile.userId} image={profile.avatar} size={88} />
      </span>
      <div className={styles.side}>
        <div className={styles.buttons}>
          <Button onClick={chooser.choose} loading={attempt.busy} data-testid="choose-avatar">
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
      {chooser.parts}
    </div>
  );
}
