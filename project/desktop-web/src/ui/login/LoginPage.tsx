import { Button, Input } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useServices } from '../../state/app-services.js';
import { FailureNote } from '../common/FailureNote.js';
import { Field } from '../common/Field.js';
import { useAttempt } from '../common/use-attempt.js';
import { useBlocked } from '../common/use-blocked.js';
import { AuthCard } from './AuthCard.js';
import styles from './AuthCard.module.css';
import { focusFirstWrong } from './focus-first-wrong.js';
import { PasswordInput } from './PasswordInput.js';
import { retypePassword } from './retype-password.js';

/** Sign-in. Wrong password, a locked account, a rate limit and an absent server each say so (FailureNote). */
export function LoginPage() {
  const { t } = useTranslation();
  const { session } = useServices();
  const [known] = useState(() => session.lastUsername());
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const attempt = useAttempt();
  const blocked = useBlocked(attempt.failure);

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    const form = event.currentTarget;
    focusFirstWrong(form);
    if (attempt.busy || blocked || username.trim() === '' || password === '') return;
    if (!(await attempt.run(() => session.signIn(username.trim(), password)))) retypePassword(form);
  };

  return (
    <AuthCard title={t('login.title')} footer={<ToRegister />}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate data-testid="login-form">
        <Field label={t('login.username')} error={asked && username.trim() === '' ? t('login.usernameMissing') : undefined}>
          {(ids) => (
            <Input
              {...ids}
              size="large"
              name="username"
              autoFocus={known === ''}
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
          {(ids) => (
            <PasswordInput {...ids} autoFocus={known !== ''} autoComplete="current-password" value={password} onChange={setPassword} />
          )}
        </Field>
        {attempt.failure !== null && <FailureNote failure={attempt.failure} />}
        <Button type="primary" size="large" htmlType="submit" block loading={attempt.busy} disabled={blocked} data-testid="submit">
          {t('login.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}

function ToRegister() {
  const { t } = useTranslation();
  const { config } = useServices();
  if (!config.features.registration) return null;
  return (
    <p className={styles.foot}>
      {t('login.noAccount')}{' '}
      <Link to="/register" data-testid="to-register">
        {t('login.createAccount')}
      </Link>
    </p>
  );
}
