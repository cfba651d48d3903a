import { useTranslation } from 'react-i18next';
import type { OpenTimeline } from '../../state/timeline-store.js';
import styles from './OlderHeader.module.css';

interface OlderHeaderProps {
  readonly older: OpenTimeline['older'];
  readonly onRetry: () => void;
}

/** Above the oldest loaded row. Its height never changes, or the rows below would jump. */
export function OlderHeader({ older, onRetry }: OlderHeaderProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.older} role="status">
      {older === 'loading' && t('timeline.loadingOlder')}
      {older === 'failed' && (
        <>
          {t('timeline.olderFailed')}
          <button type="button" onClick={onRetry}>
            {t('app.tryAgain')}
          </button>
        </>
      )}
    </div>
  );
}
