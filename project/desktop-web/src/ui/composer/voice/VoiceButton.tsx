import { Mic } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../common/Icon.js';
import composer from '../Composer.module.css';

export function VoiceButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={composer.tool}
      aria-label={t('voice.record')}
      title={t('voice.record')}
      onClick={onClick}
      data-testid="record-voice"
    >
      <Icon of={Mic} size={22} />
    </button>
  );
}
