import { MAX_PASSWORD_BYTES } from '@godwit/shared/rest/limits';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../i18n/error-text.js';
import { usePreferences } from '../../state/app-services.js';
import { Field } from '../common/Field.js';
import { PasswordInput } from './PasswordInput.js';
import { isAcceptablePassword, passwordBytes, passwordStrength } from './password-strength.js';
import { StrengthMeter } from './StrengthMeter.js';

interface NewPasswordFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Default: Password. */
  readonly label?: string;
  readonly testId?: string;
  /** The server did not take it: it is a common one. */
  readonly refused?: boolean;
  /** The form was submitted: too short is an error from then on. */
  readonly asked: boolean;
}

/** The password of a new account, with its limits and its strength. */
export function NewPasswordField({ value, onChange, asked, refused = false, label, testId }: NewPasswordFieldProps) {
  const { t } = useTranslation();
  const acceptable = isAcceptablePassword(value);
  const tooLong = passwordBytes(value) > MAX_PASSWORD_BYTES;
  const language = usePreferences((state) => state.language);
  const weak = refused ? errorText('WEAK_PASSWORD', language) : undefined;
  const error = tooLong ? t('register.passwordLong') : asked && !acceptable ? t('register.passwordHint') : weak;
  const hint = acceptable ? <StrengthMeter strength={passwordStrength(value)} /> : t('register.passwordHint');
  return (
    <Field label={label ?? t('login.password')} error={error} hint={hint}>
      {(ids) => (
        <PasswordInput {...ids} autoComplete="new-password" value={value} onChange={onChange} {...(testId !== undefined && { testId })} />
      )}
    </Field>
  );
}
