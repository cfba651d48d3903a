import type { ReactNode } from 'react';
import { Section } from '../common/Section.js';
import styles from './rows.module.css';

interface CardProps {
  readonly title?: string;
  /** Below the card: what holds for all of it. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

export function Card({ title, note, children }: CardProps) {
  const card = (
    <>
      <div className={styles.card}>{children}</div>
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </>
  );
  return title === undefined ? <div>{card}</div> : <Section title={title}>{card}</Section>;
}

interface RowProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** The control; it names itself for screen readers. */
  readonly children?: ReactNode;
}

export function Row({ label, hint, children }: RowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <p>{label}</p>
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
      {children}
    </div>
  );
}
