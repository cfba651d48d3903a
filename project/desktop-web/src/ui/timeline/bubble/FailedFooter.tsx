import type { PendingItem } from '@godwit/client/view/timeline';
import { RotateCw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../../i18n/error-text.js';
import { usePreferences, useServices } from '../../../state/app-services.js';
import { Icon } from '../../common/Icon.js';
import styles from './Bubble.module.css';

/** Why a message was not sent, and what can be done about it. */
export function FailedFooter({ item }: { item: PendingItem }) {
  const { t } = useTranslation();
  const { chat } = useServices();
  const language = usePreferences((preferences) => preferences.language);
  const reason = item.error === undefined ? undefined : errorText(item.error.name, language);
  return (
    <div className={styles.failed} data-testid="failed">
      <span>{reason ?? t('state.failed')}</span>
      <button type="button" onClick={() => void chat.retry(item.clientMsgId)} data-testid="resend">
        <Icon of={RotateCw} size={15} /> {t('state.resend')}
      </button>
      <button type="button" onClick={() => void chat.discard(item.clientMsgId)} data-testid="discard">
        <Icon of={Trash2} size={15} /> {t('state.discard')}
      </button>
    </div>
  );
}
