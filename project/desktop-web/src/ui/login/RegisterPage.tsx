import type { ErrorName } from '@godwit/shared/protocol/errors';
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
import { NewPasswordField } from './NewPasswordField.js';
import { isAcceptablePassword } from './password-strength.js';
import { isUsername } from './username.js';
import { UsernameField } from './UsernameField.js';

/** Refusals that are said at their field. */
const AT_FIELD: ReadonlySet<ErrorName | null> = new Set(['USERNAME_TAKEN', 'WEAK_PASSWORD']);

/** Registration; signs in when the account was made. */
export function RegisterPage() {
  const { t } = useTranslation();
  const { session } = useServices();
  const [form, setForm] = useState({ username: '', nickname: '', password: '' });
  const [asked, setAsked] = useState(false);
  const attempt = useAttempt();
  const blocked = useBlocked(attempt.failure);
  const refusal = attempt.failure?.at === 'refused' ? attempt.failure.error : null;
  const change = (patch: Partial<typeof form>, clears: ErrorName): void => {
    setForm({ ...form, ...patch });
    if (refusal === clears) attempt.forget();
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    const element = event.currentTarget;
    const username = form.username.trim();
    const good = isUsername(username) && isAcceptablePassword(form.password);
    if (good && !attempt.busy && !blocked) await attempt.run(() => session.register({ ...form, username, nickname: form.nickname.trim() }));
    focusFirstWrong(element);
  };

  return (
    <AuthCard title={t('register.title')} footer={<ToLogin />}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate data-testid="register-form">
        <UsernameField
          value={form.username}
          asked={asked}
          taken={refusal === 'USERNAME_TAKEN'}
          onChange={(username) => change({ username }, 'USERNAME_TAKEN')}
        />
        <NicknameField value={form.nickname} onChange={(nickname) => setForm({ ...form, nickname })} />
        <NewPasswordField
          value={form.password}
          asked={asked}
          refused={refusal === 'WEAK_PASSWORD'}
          onChange={(password) => change({ password }, 'WEAK_PASSWORD')}
        />
        {attempt.failure !== null && !AT_FIELD.has(refusal) && <FailureNote failure={attempt.failure} />}
        <Button type="primary" size="large" htmlType="submit" block loading={attempt.busy} disabled={blocked} data-testid="submit">
          {t('register.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}

function NicknameField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <Field label={t('register.nickname')} hint={t('register.nicknameHint')}>
      {(ids) => (
        <Input
          {...ids}
          size="large"
          autoComplete="nickname"
          maxLength={64}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          data-testid="nickname"
        />
      )}
    </Field>
  );
}

function ToLogin() {
  const { t } = useTranslation();
  return (
    <p className={styles.foot}>
      {t('register.haveAccount')}{' '}
      <Link to="/login" data-testid="to-login">
        {t('register.signIn')}
      </Link>
    </p>
  );
}
