import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../common/Avatar.js';
import { Icon } from '../common/Icon.js';
import styles from './ForwardDialog.module.css';
import type { Target } from './targets.js';

/** To whom it goes; a click takes one out. */
export function ChosenTargets({ targets, onRemove }: { targets: readonly Target[]; onRemove: (target: Target) => void }) {
  const { t } = useTranslation();
  if (targets.length === 0) return <p className={styles.more}>{t('forward.choose')}</p>;
  return (
    <ul className={styles.chosen}>
      {targets.map((target) => (
        <li key={target.key}>
          <button
            type="button"
            aria-label={t('forward.remove', { name: target.name })}
            onClick={() => onRemove(target)}
            data-testid="chosen-target"
          >
            <Avatar
              name={target.name}
              seed={target.userId === '0' ? (target.conversationId ?? '') : target.userId}
              image={target.avatar}
              size={22}
            />
            <span dir="auto">{target.name}</span>
            <Icon of={X} size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
