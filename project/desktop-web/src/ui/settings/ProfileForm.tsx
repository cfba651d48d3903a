import type { Profile } from '@godwit/shared/rest/user';
import { App, Button, Input } from 'antd';
import { useEffect, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useServices } from '../../state/app-services.js';
import type { Failure } from '../../state/failure.js';
import { Avatar } from '../common/Avatar.js';
import { FailureNote } from '../common/FailureNote.js';
import { Field } from '../common/Field.js';
import styles from './SettingsPage.module.css';

/** The own profile as far as it can be changed here: the name that others see. */
export function ProfileForm() {
  const { session } = useServices();
  const profile = useAccount((account) => (account.at === 'signed-in' ? account.profile : null));
  useEffect(() => void session.refreshProfile(), [session]);
  return <NicknameForm key={profile?.nickname ?? ''} profile={profile} />;
}

function NicknameForm({ profile }: { profile: Profile | null }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { session } = useServices();
  const saved = profile?.nickname ?? '';
  const [nickname, setNickname] = useState(saved);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const wanted = nickname.trim();

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (wanted === '' || wanted === saved) return;
    setBusy(true);
    const failed = await session.saveNickname(wanted);
    setBusy(false);
    setFailure(failed);
    if (failed === null) void message.success(t('settings.saved'));
  };

  return (
    <form className={styles.profile} onSubmit={(event) => void submit(event)}>
      <Avatar name={saved} seed={profile?.userId ?? ''} image={profile?.avatar ?? ''} size={64} />
      <div className={styles.fields}>
        <Field label={t('settings.nickname')} error={wanted === '' && profile !== null ? t('settings.nicknameMissing') : undefined}>
          {(ids) => (
            <div className={styles.nickname}>
              <Input
                {...ids}
                value={nickname}
                maxLength={64}
                disabled={profile === null}
                onChange={(event) => setNickname(event.target.value)}
                data-testid="profile-nickname"
              />
              <Button
                type="primary"
                htmlType="submit"
                loading={busy}
                disabled={wanted === '' || wanted === saved}
                data-testid="save-profile"
              >
                {t('settings.save')}
              </Button>
            </div>
          )}
        </Field>
        {failure !== null && <FailureNote failure={failure} />}
        <p className={styles.username}>{t('settings.username', { username: profile?.username ?? '…' })}</p>
      </div>
    </form>
  );
}
