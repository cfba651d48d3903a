import { Button, Input } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useServices } from '../../state/app-services.js';
import type { Failure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import { Field } from '../common/Field.js';
import { useBlocked } from '../common/use-blocked.js';
import { AuthCard } from './AuthCard.js';
import styles from './AuthCard.module.css';
import { NewPasswordField } from './NewPasswordField.js';
import { isAcceptablePassword } from './password-strength.js';
import { isUsername } from './username.js';
import { UsernameField } from './UsernameField.js';

/** Registration; signs in when the account was made. */
export function RegisterPage() {
  const { t } = useTranslation();
  const { session } = useServices();
  const [username, setUsername] = useState('');
  const [nickname, setNickname] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const blocked = useBlocked(failure);

  const name = username.trim();
  const taken = failure?.at === 'refused' && failure.error === 'USERNAME_TAKEN';

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (busy || blocked || !isUsername(name) || !isAcceptablePassword(password)) return;
    setBusy(true);
    setFailure(null);
    setFailure(await session.register({ username: name, password, nickname: nickname.trim() }));
    setBusy(false);
  };

  return (
    <AuthCard
      title={t('register.title')}
      footer={
        <>
          {t('register.haveAccount')}{' '}
          <Link to="/login" data-testid="to-login">
            {t('register.signIn')}
          </Link>
        </>
      }
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate data-testid="register-form">
        <UsernameField
          value={username}
          asked={asked}
          taken={taken}
          onChange={(value) => {
            setUsername(value);
            if (taken) setFailure(null);
          }}
        />
        <Field label={t('register.nickname')} hint={t('register.nicknameHint')}>
          {(ids) => (
            <Input
              {...ids}
              size="large"
              autoComplete="nickname"
              maxLength={64}
              value={nickname}
              onChange={(event) => setNickname(event.target.value)}
              data-testid="nickname"
            />
          )}
        </Field>
        <NewPasswordField value={password} asked={asked} onChange={setPassword} />
        {failure !== null && !taken && <FailureNote failure={failure} />}
        <Button type="primary" size="large" htmlType="submit" block loading={busy} disabled={blocked} data-testid="submit">
          {t('register.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}
