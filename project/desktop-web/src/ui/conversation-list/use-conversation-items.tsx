import { Archive, ArchiveRestore, AtSign, Bell, BellOff, CheckCheck, CircleDot, Eraser, Pin, PinOff, Trash2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Conversation } from '@godwit/client/view/conversation';
import { muteLevelAt } from '@godwit/client/view/unread';
import type { Id } from '@godwit/shared/ids/id';
import type { MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useServices } from '../../state/app-services.js';
import type { MuteLevel } from '../../state/conversation-actions.js';
import { isUnread } from '../../state/list-tabs.js';
import { Icon } from '../common/Icon.js';
import { MUTE_TIMES } from '../common/mute-times.js';
import { useNow } from '../common/use-now.js';
import { useConfirmClear } from '../people/use-confirm-clear.js';
import { useTell } from '../people/use-tell.js';
import styles from './ConversationList.module.css';

const MINUTE_MS = 60_000;

type Items = NonNullable<MenuProps['items']>;

interface ConversationItems {
  readonly items: Items;
  /** A refusal is said in the catalog's words. */
  readonly choose: (key: string) => void;
}

/** What can be done with a conversation from the list. */
export function useConversationItems(conversation: Conversation | undefined, selectedId: Id | null): ConversationItems | null {
  const { t } = useTranslation();
  const { conversations } = useServices();
  const tell = useTell();
  const navigate = useNavigate();
  const confirmClear = useConfirmClear();
  const now = useNow(MINUTE_MS);
  if (conversation === undefined) return null;
  const { id, type, pinnedAt, archived } = conversation;
  const level = muteLevelAt(conversation, now);

  const remove = (): void => {
    tell(
      conversations.remove(id).then((failure) => {
        // After it has gone: /chat opens where the user was last.
        if (failure === null && id === selectedId) void navigate('/chat');
        return failure;
      }),
    );
  };
  const times = (wanted: MuteLevel): Items => [
    item(`mute.${wanted}.hour`, t('list.menu.hour')),
    item(`mute.${wanted}.hours`, t('list.menu.hours')),
    item(`mute.${wanted}.ever`, t('list.menu.ever')),
  ];
  const acts: Record<string, () => void> = {
    pin: () => tell(conversations.pin(id, pinnedAt === 0)),
    unmute: () => tell(conversations.mute(id, 0, 0)),
    read: () => tell(conversations.markRead(conversation)),
    unread: () => tell(conversations.markUnread(id)),
    archive: () => tell(conversations.archive(id, !archived)),
    clear: () => confirmClear(conversation),
    remove,
  };
  return {
    items: [
      item('pin', pinnedAt > 0 ? t('list.menu.unpin') : t('list.menu.pin'), pinnedAt > 0 ? PinOff : Pin),
      isUnread(conversation) ? item('read', t('list.menu.read'), CheckCheck) : item('unread', t('list.menu.unread'), CircleDot),
      ...(type === 'self'
        ? []
        : [
            ...(level > 0 ? [item('unmute', t('list.menu.unmute'), Bell)] : []),
            ...(type === 'group' ? [submenu('mentions', t('list.menu.mentions'), AtSign, times(1))] : []),
            submenu('mute', t('list.menu.mute'), BellOff, times(2)),
          ]),
      item('archive', archived ? t('list.menu.unarchive') : t('list.menu.archive'), archived ? ArchiveRestore : Archive),
      { type: 'divider' },
      { ...item('clear', t('list.menu.clear'), Eraser), danger: true },
      item('remove', t('list.menu.remove'), Trash2),
    ],
    choose: (key) => {
      const [, wanted, time] = /^mute\.(\d)\.(\w+)$/.exec(key) ?? [];
      if (wanted !== undefined) tell(conversations.mute(id, Number(wanted) as MuteLevel, MUTE_TIMES[time as keyof typeof MUTE_TIMES]));
      else acts[key]?.();
    },
  };
}

const item = (key: string, label: string, icon?: LucideIcon) => ({
  key,
  label: (
    <span className={styles.item} data-testid={`menu-${key}`}>
      {icon !== undefined && <Icon of={icon} size={17} />}
      {label}
    </span>
  ),
});

const submenu = (key: string, label: string, icon: LucideIcon, children: Items) => ({ ...item(key, label, icon), children });
