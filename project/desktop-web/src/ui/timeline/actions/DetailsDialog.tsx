import type { Conversation } from '@godwit/client/view/conversation';
import type { EntryItem } from '@godwit/client/view/timeline';
import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLink, usePreferences } from '../../../state/app-services.js';
import { fullTime } from '../../common/time-label.js';
import { useNames } from '../../common/use-names.js';
import { listsReaders } from '../lists-readers.js';
import { sendState } from '../send-state.js';
import styles from './dialogs.module.css';
import { Hops } from './Hops.js';
import { Readers } from './Readers.js';

interface DetailsDialogProps {
  readonly item: EntryItem;
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

/** What is known of a message: who, when, its place in the log, how far it has come, and who has read it. */
export function DetailsDialog({ item, conversation, onClose }: DetailsDialogProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const nameOf = useNames(item.conversationId, [item.senderId]);
  return (
    <Modal open centered width={440} title={t('actions.details')} footer={null} onCancel={onClose}>
      <dl className={styles.details} data-testid="message-details">
        <Detail name={t('actions.sender')}>{nameOf(item.senderId)}</Detail>
        <Detail name={t('actions.sentAt')}>{fullTime(item.createdAt, language)}</Detail>
        {item.editedAt > 0 && <Detail name={t('actions.editedAt')}>{fullTime(item.editedAt, language)}</Detail>}
        <Detail name={t('actions.seq')}>{item.seq}</Detail>
        <Detail name={t('actions.messageId')}>{item.messageId}</Detail>
        {item.mine && conversation.type === 'direct' && <StateDetail item={item} conversation={conversation} />}
        <LinkDetail />
      </dl>
      <Hops item={item} />
      {listsReaders(conversation) && (
        <section aria-label={t('actions.readers')} className={styles.section}>
          <h3>{t('actions.readers')}</h3>
          <Readers item={item} memberCount={conversation.memberCount} />
        </section>
      )}
    </Modal>
  );
}

function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </>
  );
}

function StateDetail({ item, conversation }: { item: EntryItem; conversation: Conversation }) {
  const { t } = useTranslation();
  const words = { sent: t('state.sent'), delivered: t('state.delivered'), read: t('state.read') };
  const state = sendState(item, conversation.peerReadSeq, conversation.peerDeliveredSeq);
  return <Detail name={t('actions.state')}>{words[state as keyof typeof words]}</Detail>;
}

/** How this device is connected now. */
function LinkDetail() {
  const { t } = useTranslation();
  const status = useLink((link) => link.status);
  if (status.at !== 'online') return <Detail name={t('actions.connection')}>{t('actions.notConnected')}</Detail>;
  const { transport, node, rttMs } = status;
  const name = transport === 'webtransport' ? 'WebTransport' : 'WebSocket';
  return <Detail name={t('actions.connection')}>{rttMs > 0 ? `${name} · ${node} · ${rttMs} ms` : `${name} · ${node}`}</Detail>;
}
