import { ChevronLeft, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../common/Icon.js';
import { useReturnFocus } from '../common/use-return-focus.js';
import styles from './DrawerFrame.module.css';

interface DrawerFrameProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Of a page behind the first one. */
  readonly onBack?: () => void;
  readonly children: ReactNode;
}

/** The head of the drawer and what it shows; Esc goes back, and closes it on its first page. */
export function DrawerFrame({ title, onClose, onBack, children }: DrawerFrameProps) {
  const { t } = useTranslation();
  useReturnFocus();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(title);
  useEffect(() => {
    if (shown.current === title) return;
    shown.current = title;
    // The row that led here has gone, and the focus with it: Esc would not be heard.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div
      className={styles.frame}
      onKeyDown={(event) => {
        // Menus and dialogs of the drawer lie elsewhere in the page, and close themselves.
        if (event.key !== 'Escape' || event.defaultPrevented || !event.currentTarget.contains(event.target as Node)) return;
        event.stopPropagation();
        (onBack ?? onClose)();
      }}
    >
      <header className={styles.head}>
        {onBack !== undefined && (
          <button type="button" className={styles.button} aria-label={t('drawer.back')} onClick={onBack} data-testid="drawer-back">
            <Icon of={ChevronLeft} />
          </button>
        )}
        <h2 ref={heading} className={styles.title} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" className={styles.button} aria-label={t('drawer.close')} onClick={onClose} data-testid="drawer-close">
          <Icon of={X} />
        </button>
      </header>
      <div className={styles.body}>{children}</div>
    </div>
  );
}
