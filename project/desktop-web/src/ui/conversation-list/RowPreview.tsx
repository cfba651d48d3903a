import type { Conversation } from '@godwit/client/view/conversation';
import type { Id } from '@godwit/shared/ids/id';
import { useTranslation } from 'react-i18next';
import { useDrafts, useTyping } from '../../state/app-services.js';
import { typingIn } from '../../state/typing-store.js';
import { isRecalled, isSystemKind } from '../common/entry-text.js';
import { oneLine, previewText } from '../common/preview-text.js';
import { usePersonName } from '../common/use-person-name.js';
import { useSystemText } from '../common/use-system-text.js';
import styles from './ConversationRow.module.css';

/** Second line of a row: that the user is mentioned, else his draft, else who types, else the last message, also one on its way. */
export function RowPreview({ conversation, selected }: { conversation: Conversation; selected: boolean }) {
  const { t } = useTranslation();
  const draft = useDrafts((state) => state.drafts[conversation.id]) ?? conversation.draft;
  const typists = useTyping((state) => typingIn(state, conversation.id));
  if (conversation.mentioned)
    return (
      <>
        <span className={styles.mentioned}>{t('list.mentioned')}</span> <LastEntry conversation={conversation} />
      </>
    );
  if (draft.trim() !== '' && !selected)
    return (
      <>
        <span className={styles.draft}>{t('list.draft')}</span> {oneLine(draft)}
      </>
    );
  const [typist] = typists;
  return typist === undefined ? <LastEntry conversation={conversation} /> : <Typing conversation={conversation} userId={typist} />;
}

function Typing({ conversation, userId }: { conversation: Conversation; userId: Id }) {
  const { t } = useTranslation();
  const name = usePersonName(conversation.id, userId);
  const inGroup = conversation.type === 'group' && name !== '';
  return <span className={styles.typing}>{inGroup ? t('list.typingName', { name }) : t('list.typing')}</span>;
}

function LastEntry({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { lastEntry, unsent, type } = conversation;
  const own = (text: string): string => (type === 'self' ? text : t('list.own', { text }));
  const system = lastEntry !== null && isSystemKind(lastEntry.kind);
  const systemLine = useSystemText(system ? lastEntry : null);
  const fromOther = type === 'group' && lastEntry !== null && !system && !lastEntry.mine;
  const sender = usePersonName(conversation.id, fromOther ? lastEntry.senderId : '');
  if (unsent !== null) return own(previewText(unsent, t));
  if (lastEntry === null) return t('list.noMessages');
  if (system) return oneLine(systemLine);
  const text = previewText(lastEntry, t);
  if (isRecalled(lastEntry)) return sender === '' ? text : t('list.recalledBy', { name: sender });
  if (lastEntry.mine) return own(text);
  return sender === '' ? text : t('list.from', { name: sender, text });
}
