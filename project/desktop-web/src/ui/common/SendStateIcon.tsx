import styles from './SendStateIcon.module.css';

export type SendState = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

const PATHS: Record<SendState, string> = {
  sending: 'M8 3.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6',
  sent: 'M3 8.5 6.5 12 13 4.8',
  delivered: 'M.8 8.5 4.3 12 10.8 4.8M8 11.8l.3.2L15.2 4.8',
  read: 'M.8 8.5 4.3 12 10.8 4.8M8 11.8l.3.2L15.2 4.8',
  failed: 'M8 4.3v4.5M8 11.5v.1M8 1.8a6.2 6.2 0 1 1 0 12.4 6.2 6.2 0 0 1 0-12.4',
};

/** ○ sending, ✓ sent, ✓✓ delivered, ✓✓ in colour read, ! not sent. */
export function SendStateIcon({ state, label }: { state: SendState; label: string }) {
  return (
    <svg className={styles.icon} width="16" height="16" viewBox="0 0 16 16" role="img" aria-label={label} data-send-state={state}>
      <path d={PATHS[state]} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
