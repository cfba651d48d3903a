import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './FoldedText.module.css';

const MAX_LINES = 20;
/** Of a bubble, in half characters: Chinese ones are as wide as two others. */
const LINE_WIDTH = 78;

const widthOf = (line: string): number => [...line].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);

/** About how many lines it takes on a wide screen. */
export const linesOf = (text: string): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / LINE_WIDTH)), 0);

/** A long text shows its first lines until the reader wants the rest. */
export function FoldedText({ text, children }: { text: string; children: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (linesOf(text) <= MAX_LINES) return children;
  return (
    <span className={styles.folded} data-open={open} data-testid="folded">
      <span className={styles.text}>{children}</span>
      <button type="button" onClick={() => setOpen(!open)} aria-expanded={open} data-testid="fold">
        {open ? t('timeline.showLess') : t('timeline.showMore')}
      </button>
    </span>
  );
}
