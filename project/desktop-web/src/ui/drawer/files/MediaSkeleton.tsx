import { useTranslation } from 'react-i18next';
import styles from './FilesView.module.css';

/** The shape of a grid that is on its way. */
export function MediaSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={`${styles.line} ${styles.waiting}`} role="status" aria-label={t('app.loading')} data-testid="skeleton">
      {Array.from({ length: 9 }, (_, tile) => (
        <i key={tile} className={styles.tile} />
      ))}
    </div>
  );
}
