import type { GapItem } from '@godwit/client/view/timeline';
import { useTranslation } from 'react-i18next';
import { useServices, useTimeline } from '../../state/app-services.js';
import styles from './TimelineRow.module.css';

/** Messages that exist and are not loaded. They are when the reader comes near; the button is for who comes by keyboard, and after a failure. */
export function GapBlock({ gap }: { gap: GapItem }) {
  const { t } = useTranslation();
  const { chat } = useServices();
  const state = useTimeline((timeline) => timeline?.gaps[gap.key]);
  return (
    <div className={styles.gap} data-testid="gap" data-state={state ?? 'idle'} role="status">
      {state === 'loading' ? t('timeline.gapLoading') : state === 'failed' ? t('timeline.notLoaded') : t('timeline.gap')}
      {state !== 'loading' && (
        <button type="button" onClick={() => void chat.loadGap(gap, 'newer')}>
          {state === 'failed' ? t('app.tryAgain') : t('timeline.loadGap')}
        </button>
      )}
    </div>
  );
}
