import { useTranslation } from 'react-i18next';
import styles from './SkeletonRows.module.css';

/** The shape of rows that are on their way. Widths differ as texts do. */
export function SkeletonRows({ count = 4, picture = false }: { count?: number; picture?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={styles.rows} role="status" aria-label={t('app.loading')} data-testid="skeleton">
      {Array.from({ length: count }, (_, row) => (
        <div key={row} className={styles.row}>
          {picture && <i className={styles.picture} />}
          <span className={styles.lines}>
            <i className={styles.line} style={{ width: `${38 + ((row * 17) % 30)}%` }} />
            <i className={styles.thin} style={{ width: `${55 + ((row * 23) % 35)}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}
