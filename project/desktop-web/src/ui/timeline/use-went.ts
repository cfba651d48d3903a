import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Went } from '../../state/reading-actions.js';

/** Says why a jump led nowhere. */
export function useWent(): (went: Went) => void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return useCallback(
    (went) => {
      if (went === 'missing') void message.info(t('timeline.notThere'));
      if (went === 'failed') void message.error(t('timeline.notLoaded'));
    },
    [t, message],
  );
}
