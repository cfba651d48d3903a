import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../common/Icon.js';
import styles from './JumpButton.module.css';

/** Back to the end; says how many messages have come meanwhile. */
export function JumpButton({ count, onClick }: { count: number; onClick: () => void }) {
  const { t } = useTranslation();
  const label = count > 0 ? t('timeline.jumpNew', { count }) : t('timeline.jumpBottom');
  return (
    <button type="button" className={styles.jump} onClick={onClick} aria-label={label} data-testid="jump-to-bottom" data-count={count}>
      {count > 0 && <span>{label}</span>}
      <Icon of={ChevronDown} size={20} />
    </button>
  );
}
