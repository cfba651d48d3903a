import { useTranslation } from 'react-i18next';
import type { Strength } from './password-strength.js';
import styles from './StrengthMeter.module.css';

const LEVELS: Record<Strength, number> = { weak: 1, fair: 2, strong: 3 };

export function StrengthMeter({ strength }: { strength: Strength }) {
  const { t } = useTranslation();
  const words = { weak: t('register.strength.weak'), fair: t('register.strength.fair'), strong: t('register.strength.strong') };
  return (
    <div className={styles.meter} data-strength={strength} data-testid="password-strength">
      <span className={styles.bars} role="img" aria-label={t('register.strength')}>
        {[1, 2, 3].map((level) => (
          <i key={level} className={level <= LEVELS[strength] ? styles.lit : styles.bar} />
        ))}
      </span>
      {words[strength]}
    </div>
  );
}
