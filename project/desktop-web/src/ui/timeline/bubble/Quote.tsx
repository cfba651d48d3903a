import type { MessageBody } from '@godwit/shared/protocol/messages/message-body';
import type { Id } from '@godwit/shared/ids/id';
import { plainText } from '@godwit/shared/rich-text/plain-text';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../../state/app-services.js';
import { usePersonName } from '../../common/use-person-name.js';
import { useWent } from '../use-went.js';
import styles from './Quote.module.css';

interface QuoteProps {
  readonly conversationId: Id;
  readonly quote: NonNullable<MessageBody['replyTo']>;
}

/** What a message answers; leads there. A quote of what was recalled has no words any more. */
export function Quote({ conversationId, quote: { seq, senderId, preview } }: QuoteProps) {
  const { t } = useTranslation();
  const { chat } = useServices();
  const say = useWent();
  const name = usePersonName(conversationId, senderId);
  return (
    <button
      type="button"
      className={styles.quote}
      onClick={() => void chat.goTo(conversationId, seq).then(say)}
      data-testid="quote"
      data-target={seq}
    >
      <strong dir="auto">{name || t('chat.unknownName')}</strong>
      <span dir="auto">{preview === '' ? <em>{t('timeline.quoteRecalled')}</em> : plainText(preview)}</span>
    </button>
  );
}
