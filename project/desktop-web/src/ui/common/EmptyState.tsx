import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

interface EmptyStateProps {
  readonly title: string;
  readonly hint?: string;
  /** The next step. */
  readonly children?: ReactNode;
  readonly testId?: string;
}

/** A quiet picture, what is missing, and what to do about it. */
export function EmptyState({ title, hint, children, testId }: EmptyStateProps) {
  return (
    <div className={styles.empty} data-testid={testId}>
      <svg width="116" height="64" viewBox="0 0 116 64" fill="none" strokeLinecap="round" aria-hidden="true" className={styles.picture}>
        <path d="M4 52c10-5 18-5 28 0s18 5 28 0 18-5 28 0 16 5 24 1" strokeWidth="2" />
        <path d="M22 61c9-4 15-4 24 0s17 4 26 0 14-4 22 0" strokeWidth="2" opacity=".5" />
        <path
          d="M30 22.5c9-7 16-6.5 22 3 4-10.5 12-14.5 23-12.5-6 3-9.5 7-11 14.5-2.5 6-8 8.5-14 6-4-1.6-6.5-8-20-11Z"
          strokeWidth="0"
          className={styles.bird}
        />
      </svg>
      <p className={styles.title}>{title}</p>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {children}
    </div>
  );
}
