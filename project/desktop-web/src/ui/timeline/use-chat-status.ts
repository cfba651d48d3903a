import type { Conversation } from '@godwit/client/view/conversation';
import { useTranslation } from 'react-i18next';
import { useContacts, useTyping } from '../../state/app-services.js';
import { friendById } from '../../state/contact-store.js';
import { typingIn } from '../../state/typing-store.js';
import { usePersonName } from '../common/use-person-name.js';
import { usePresenceText } from '../people/use-presence-text.js';
import { useOnlineCount } from './use-online-count.js';

export interface ChatStatus {
  readonly text: string;
  readonly tone: 'typing' | 'plain';
}

/** The line under the name: who types, else who is online or was last, else how many are in the group, and online. */
export function useChatStatus(conversation: Conversation): ChatStatus {
  const { id, type, peerId } = conversation;
  const { t } = useTranslation();
  const typing = useTyping((state) => typingIn(state, id));
  const first = usePersonName(id, type === 'group' && typing.length === 1 ? (typing[0] ?? '') : '');
  const presence = usePresenceText(type === 'direct' ? peerId : '0');
  const members = useMembersText(conversation);
  const username = useContacts((state) => friendById(state, peerId)?.username ?? '');
  if (typing.length > 0) {
    if (type === 'direct') return { text: t('chat.typing'), tone: 'typing' };
    if (typing.length === 1 && first !== '') return { text: t('chat.typingName', { name: first }), tone: 'typing' };
    return { text: t('chat.typingMany', { count: typing.length }), tone: 'typing' };
  }
  if (type === 'self') return { text: t('chat.notesHint'), tone: 'plain' };
  if (type === 'group') return { text: members, tone: 'plain' };
  return { text: presence || (username === '' ? '' : `@${username}`), tone: 'plain' };
}

function useMembersText(conversation: Conversation): string {
  const { t } = useTranslation();
  const { memberCount: count, removed } = conversation;
  const online = useOnlineCount(conversation) ?? 0;
  if (removed) return t('drawer.over');
  return online === 0 ? t('group.members', { count }) : t('group.membersOnline', { count, online });
}
