import { useTranslation } from 'react-i18next';
import { OfflineNote } from '../common/OfflineNote.js';
import { SkeletonRows } from '../common/SkeletonRows.js';
import { AvatarEditor } from './AvatarEditor.js';
import { Card, Row } from './Card.js';
import { Panel } from './Panel.js';
import { ProfileForm } from './ProfileForm.js';
import { useProfile } from './use-profile.js';

/** What others see, and what only the owner does. */
export function ProfilePanel() {
  const { t } = useTranslation();
  const profile = useProfile();
  return (
    <Panel title={t('settings.profile')}>
      <OfflineNote />
      <Card>{profile === null ? <SkeletonRows count={1} picture /> : <AvatarEditor profile={profile} />}</Card>
      {profile === null ? (
        <Card>
          <SkeletonRows count={5} />
        </Card>
      ) : (
        <ProfileForm profile={profile} />
      )}
      {profile !== null && (
        <Card note={t('account.idNote')}>
          <Row label={t('login.username')}>@{profile.username}</Row>
          <Row label={t('account.id')}>{profile.userId}</Row>
        </Card>
      )}
    </Panel>
  );
}
