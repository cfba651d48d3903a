import { useTranslation } from 'react-i18next';
import { errorText } from '../../i18n/error-text.js';
import { usePreferences } from '../../state/app-services.js';
import type { Failure } from '../../state/failure.js';

/** A failure in one line, in the catalog's words. */
export function useFailureWords(): (failure: Failure) => string {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  return (failure) => {
    if (failure.at !== 'refused') return failure.at === 'offline' ? t('error.offline') : t('error.unreachable');
    return (failure.error && errorText(failure.error, language)) ?? t('error.unknown');
  };
}
