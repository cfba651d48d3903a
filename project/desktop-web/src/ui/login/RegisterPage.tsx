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
import { MAX_PASSWORD_BYTES, MIN_PASSWORD_BYTES, passwordBytes, passwordStrength } from './password-strength.js';
import { StrengthMeter } from './StrengthMeter.js';
import { isUsername } from './username.js';
import { UsernameField } from './UsernameField.js';

const validPassword = (password: string): boolean => {
  const bytes = passwordBytes(password);
  return bytes >= MIN_PASSWORD_BYTES && bytes <= MAX_PASSWORD_BYTES;
};

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
  const passwordError =
    passwordBytes(password) > MAX_PASSWORD_BYTES ? t('register.passwordLong') : asked && !validPassword(password) ? t('register.passwordHint') : undefined;

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (busy || blocked || !isUsername(name) || !validPassword(password)) return;
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
          {t('register.haveAccount')} <Link to="/login" data-testid="to-login">{t('register.signIn')}</Link>
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
            <Input {...ids} size="large" autoComplete="nickname" maxLength={64} value={nickname} onChange={(event) => setNickname(event.target.value)} data-testid="nickname" />
          )}
        </Field>
        <Field
          label={t('login.password')}
          error={passwordError}
          hint={validPassword(password) ? <StrengthMeter strength={passwordStrength(password)} /> : t('register.passwordHint')}
        >
          {(ids) => <PasswordInput {...ids} autoComplete="new-password" value={password} onChange={setPassword} />}
        </Field>
        {failure !== null && !taken && <FailureNote failure={failure} />}
        <Button type="primary" size="large" htmlType="submit" block loading={busy} disabled={blocked} data-testid="submit">
          {t('register.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}
