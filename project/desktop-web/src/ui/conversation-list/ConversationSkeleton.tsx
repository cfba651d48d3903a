import styles from './ConversationSkeleton.module.css';

/** The shape of the list while the cache is read. */
export function ConversationSkeleton() {
  return (
    <div className={styles.list} aria-hidden="true" data-testid="list-skeleton">
      {[64, 48, 72, 56, 60, 44].map((width) => (
        <div key={width} className={styles.row}>
          <span className={styles.avatar} />
          <span className={styles.lines}>
            <i style={{ width: `${width - 20}%` }} />
            <i style={{ width: `${width + 14}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}
