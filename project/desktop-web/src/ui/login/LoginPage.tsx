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
import { PasswordInput } from './PasswordInput.js';

/** Sign-in. Wrong password, a locked account, a rate limit and an absent server each say so (FailureNote). */
export function LoginPage() {
  const { t } = useTranslation();
  const { config, session } = useServices();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const blocked = useBlocked(failure);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (busy || blocked || username.trim() === '' || password === '') return;
    setBusy(true);
    setFailure(null);
    setFailure(await session.signIn(username.trim(), password));
    setBusy(false);
  };

  return (
    <AuthCard
      title={t('login.title')}
      footer={
        config.features.registration && (
          <>
            {t('login.noAccount')}{' '}
            <Link to="/register" data-testid="to-register">
              {t('login.createAccount')}
            </Link>
          </>
        )
      }
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate data-testid="login-form">
        <Field label={t('login.username')} error={asked && username.trim() === '' ? t('login.usernameMissing') : undefined}>
          {(ids) => (
            <Input
              {...ids}
              size="large"
              autoFocus
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={128}
              value={username}
              onChange={(event) => setUsername(event.target.value)}
              status={ids['aria-invalid'] ? 'error' : ''}
              data-testid="username"
            />
          )}
        </Field>
        <Field label={t('login.password')} error={asked && password === '' ? t('login.passwordMissing') : undefined}>
          {(ids) => <PasswordInput {...ids} autoComplete="current-password" value={password} onChange={setPassword} />}
        </Field>
        {failure !== null && <FailureNote failure={failure} />}
        <Button type="primary" size="large" htmlType="submit" block loading={busy} disabled={blocked} data-testid="submit">
          {t('login.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}
