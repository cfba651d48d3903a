import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../i18n/error-text.js';
import { usePreferences } from '../../state/app-services.js';
import { Field } from '../common/Field.js';
import { isUsername } from './username.js';

interface UsernameFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The form was submitted: an empty name is an error from then on. */
  readonly asked: boolean;
  readonly taken: boolean;
}

/** The name of a new account, checked while it is typed. */
export function UsernameField({ value, onChange, asked, taken }: UsernameFieldProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const name = value.trim();
  const wrong = (asked || name.length > 2) && !isUsername(name);
  const error = taken ? errorText('USERNAME_TAKEN', language) : wrong ? errorText('INVALID_USERNAME', language) : undefined;
  return (
    <Field
      label={t('login.username')}
      error={error}
      hint={isUsername(name) ? `✓ ${t('register.usernameGood')}` : t('register.usernameHint')}
    >
      {(ids) => (
        <Input
          {...ids}
          size="large"
          name="username"
          autoFocus
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={32}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          status={ids['aria-invalid'] ? 'error' : ''}
          data-testid="username"
        />
      )}
    </Field>
  );
}
