import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Went } from '../../state/reading-actions.js';
import { useFeedback } from '../common/feedback.js';

/** Says why a jump led nowhere. */
export function useWent(): (went: Went) => void {
  const { t } = useTranslation();
  const { message } = useFeedback();
  return useCallback(
    (went) => {
      if (went === 'missing') message.info(t('timeline.notThere'));
      if (went === 'failed') message.error(t('timeline.notLoaded'));
    },
    [t, message],
  );
}
