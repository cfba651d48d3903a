import styles from './UnreadBadge.module.css';

/** Marked unread by the user: there is nothing to count. */
export function UnreadMark({ label, muted }: { label: string; muted: boolean }) {
  return <span className={styles.mark} data-testid="unread-mark" data-muted={muted} aria-label={label} role="img" />;
}
