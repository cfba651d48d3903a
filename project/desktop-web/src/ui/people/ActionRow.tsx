import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../common/Icon.js';
import styles from './ActionRow.module.css';

interface ActionRowProps {
  readonly icon: LucideIcon;
  readonly label: string;
  /** What is chosen now, or why it cannot be done. */
  readonly note?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly testId: string;
  readonly children?: ReactNode;
}

/** One thing that can be done, a line of a panel. */
export function ActionRow({ icon, label, note, danger = false, disabled = false, onClick, testId, children }: ActionRowProps) {
  return (
    <button type="button" className={styles.row} data-danger={danger} disabled={disabled} onClick={onClick} data-testid={testId}>
      <Icon of={icon} size={19} />
      <span className={styles.text}>
        {label}
        {note !== undefined && note !== '' && (
          <span className={styles.note} dir="auto">
            {note}
          </span>
        )}
      </span>
      {children}
    </button>
  );
}
