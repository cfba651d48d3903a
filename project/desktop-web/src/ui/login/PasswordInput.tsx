import { Input } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldIds } from '../common/Field.js';
import styles from './PasswordInput.module.css';

interface PasswordInputProps extends FieldIds {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly testId?: string;
  readonly autoFocus?: boolean;
}

/** Password with show/hide and a hint while Caps Lock is on. */
export function PasswordInput({ value, onChange, testId = 'password', ...input }: PasswordInputProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watch = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <>
      <Input
        {...input}
        size="large"
        name="password"
        type={shown ? 'text' : 'password'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={watch}
        onKeyUp={watch}
        onBlur={() => setCapsLock(false)}
        status={input['aria-invalid'] ? 'error' : ''}
        data-testid={testId}
        suffix={
          <button
            type="button"
            className={styles.eye}
            aria-label={shown ? t('login.hidePassword') : t('login.showPassword')}
            aria-pressed={shown}
            data-testid="toggle-password"
            onClick={() => setShown(!shown)}
          >
            <EyeIcon open={shown} />
          </button>
        }
      />
      {capsLock && (
        <span className={styles.caps} role="status" data-testid="caps-lock">
          ⇪ {t('login.capsLock')}
        </span>
      )}
    </>
  );
}

function EyeIcon({ open }: { open: boolean }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M2 10s2.8-5 8-5 8 5 8 5-2.8 5-8 5-8-5-8-5Z" />
      <circle cx="10" cy="10" r="2.3" />
      {!open && <path d="m4 16.5 12-13" />}
    </svg>
  );
}
