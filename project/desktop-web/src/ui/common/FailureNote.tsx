import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../i18n/error-text.js';
import type { Failure } from '../../state/failure.js';
import { usePreferences } from '../../state/app-services.js';
import styles from './FailureNote.module.css';
import { useNow } from './use-now.js';

function countdown(ms: number, t: TFunction): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return t('time.seconds', { seconds });
  return t('time.minutes', { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, '0') });
}

/** What went wrong and what to do, in the catalog's words; counts down where the server said when to come back. */
export function FailureNote({ failure }: { failure: Failure }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const retryAt = failure.at === 'refused' ? failure.retryAt : 0;
  const now = useNow(500, retryAt > 0);
  const kind = failure.at === 'refused' ? (failure.error ?? 'UNKNOWN') : failure.at;

  const title = (): string => {
    if (failure.at === 'offline') return t('error.offline');
    if (failure.at === 'unreachable') return t('error.unreachable');
    if (failure.error === 'RATE_LIMIT') return t('error.rateLimited');
    return (failure.error && errorText(failure.error, language)) ?? t('error.unknown');
  };
  const hint = (): string | null => {
    if (failure.at === 'offline') return t('error.offlineHint');
    if (failure.at === 'unreachable') return t('error.unreachableHint');
    if (failure.error === 'ACCOUNT_LOCKED') return t('error.lockedHint');
    return failure.error === 'WRONG_CREDENTIALS' ? t('error.wrongCredentialsHint') : null;
  };
  const hintText = hint();

  return (
    <div className={styles.note} role="alert" data-testid="failure" data-error={kind}>
      <strong>{title()}</strong>
      {hintText !== null && <span>{hintText}</span>}
      {retryAt > 0 && <span>{now < retryAt ? t('error.retryIn', { time: countdown(retryAt - now, t) }) : t('error.retryNow')}</span>}
    </div>
  );
}
