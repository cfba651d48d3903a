import type { PasswordChange } from '@godwit/shared/rest/auth';
import { Button } from 'antd';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/app-services.js';
import { asFailure } from '../../state/failure.js';
import { FailureNote } from '../common/FailureNote.js';
import { Field } from '../common/Field.js';
import { useFeedback } from '../common/feedback.js';
import { useAttempt } from '../common/use-attempt.js';
import { useBlocked } from '../common/use-blocked.js';
import { useFocusRefused } from '../common/use-focus-refused.js';
import { NewPasswordField } from '../login/NewPasswordField.js';
import { isAcceptablePassword } from '../login/password-strength.js';
import { PasswordInput } from '../login/PasswordInput.js';
import { Card } from './Card.js';
import styles from './rows.module.css';

function usePasswordChange() {
  const { t } = useTranslation();
  const { message } = useFeedback();
  const { client } = useServices();
  const attempt = useAttempt();
  const change = async (change: PasswordChange): Promise<boolean> => {
    let others = 0;
    const work = async (): Promise<void> => {
      others = (await client.api.changePassword(change)).sessions;
    };
    if (!(await attempt.run(() => asFailure(work())))) return false;
    message.success(others === 0 ? t('account.passwordChanged') : t('account.passwordChangedOthers', { count: others }));
    return true;
  };
  return { ...attempt, change };
}

/** A new password. All other devices are signed out with it, which the form says before and after. */
export function PasswordForm() {
  const { t } = useTranslation();
  const attempt = usePasswordChange();
  const blocked = useBlocked(attempt.failure);
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  const [asked, setAsked] = useState(false);
  const wrong = attempt.failure?.at === 'refused' && attempt.failure.error === 'WRONG_CREDENTIALS';
  const form = useFocusRefused<HTMLFormElement>(wrong);
  const oldError = wrong ? t('account.passwordWrong') : asked && oldPassword === '' ? t('login.passwordMissing') : undefined;

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (attempt.busy || blocked || oldPassword === '' || !isAcceptablePassword(newPassword)) return;
    if (!(await attempt.change({ oldPassword, newPassword }))) return;
    setOld('');
    setNew('');
    setAsked(false);
  };

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate data-testid="password-form">
      <Card title={t('account.password')} note={t('account.passwordNote')}>
        <div className={styles.body}>
          <Field label={t('account.passwordOld')} error={oldError}>
            {(ids) => (
              <PasswordInput
                {...ids}
                autoComplete="current-password"
                value={oldPassword}
                onChange={(value) => {
                  setOld(value);
                  if (wrong) attempt.forget();
                }}
                testId="old-password"
              />
            )}
          </Field>
          <NewPasswordField label={t('account.passwordNew')} value={newPassword} onChange={setNew} asked={asked} testId="new-password" />
          {attempt.failure !== null && !wrong && <FailureNote failure={attempt.failure} />}
          <div className={styles.actions}>
            <Button
              type="primary"
              htmlType="submit"
              loading={attempt.busy}
              disabled={blocked || (oldPassword === '' && newPassword === '')}
              data-testid="change-password"
            >
              {t('account.passwordChange')}
            </Button>
          </div>
        </div>
      </Card>
    </form>
  );
}
