import styles from './UnreadBadge.module.css';

interface UnreadBadgeProps {
  readonly count: number;
  /** For screen readers, e.g. "3 unread". */
  readonly label: string;
  readonly testId: string;
  /** Grey: nobody is called for it. */
  readonly muted?: boolean;
}

/** Nothing for 0; 99+ above 99. */
export function UnreadBadge({ count, label, testId, muted = false }: UnreadBadgeProps) {
  if (count <= 0) return null;
  return (
    <span className={styles.badge} data-testid={testId} data-count={count} data-muted={muted} aria-label={label} role="img">
      {count > 99 ? '99+' : count}
    </span>
  );
}
