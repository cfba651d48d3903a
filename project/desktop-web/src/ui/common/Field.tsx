import { useId, type ReactNode } from 'react';
import styles from './Field.module.css';

export interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

interface FieldProps {
  readonly label: string;
  /** Below the input; an error replaces it. */
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: (ids: FieldIds) => ReactNode;
}

/** Label, input and one line of help or error, tied together for screen readers. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const help = `${id}-help`;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({ id, 'aria-describedby': help, 'aria-invalid': error !== undefined })}
      <div id={help} className={styles.help} aria-live="polite">
        {error === undefined ? hint : <span className={styles.error}>{error}</span>}
      </div>
    </div>
  );
}
