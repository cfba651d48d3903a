import { useQueryClient } from '@tanstack/react-query';
import type { Conversation } from '@godwit/client/view/conversation';
import type { GroupMember } from '@godwit/shared/rest/groups';
import type { MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAccount, useServices } from '../../state/app-services.js';
import { useConfirm } from '../people/use-confirm.js';
import { useAnswer } from '../people/use-answer.js';
import { rightsOver } from './group-permissions.js';
import { patchMember } from './use-members.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Until somebody lifts it. */
const FOR_EVER_AT = Date.UTC(9999, 0);
const MUTES = { minutes: 10 * MINUTE_MS, hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS, ever: Infinity } as const;

type Items = NonNullable<MenuProps['items']>;

/** How the row shows the member. */
interface Shown {
  readonly name: string;
  readonly isMuted: boolean;
}

interface MemberMenu {
  /** Empty: nothing that one's own role lets one do. */
  readonly items: Items;
  readonly choose: (key: string) => void;
}

/** Mute, role and removal of one member, as far as the own role goes. */
export function useMemberMenu({ id, title, role: ownRole }: Conversation, member: GroupMember, as: Shown): MemberMenu {
  const { t } = useTranslation();
  const { client, contacts } = useServices();
  const queries = useQueryClient();
  const confirm = useConfirm();
  const { ask } = useAnswer();
  const me = useAccount((account) => (account.at === 'signed-in' ? account.userId : ''));
  const { userId, role } = member;
  const { name, isMuted } = as;
  if (userId === me) return { items: [], choose: () => undefined };

  const { groups } = client.api;
  const rights = rightsOver(ownRole, role);
  const show = (patch: Partial<GroupMember> | null): void => patchMember(queries, id, userId, patch);
  const mute = (until: number): void =>
    void ask(
      () => contacts.attempt(() => groups.mute(id, userId, until)),
      () => show({ mutedUntil: until }),
    );
  const setRole = (wanted: 'admin' | 'member'): void =>
    void ask(
      () => contacts.attempt(() => groups.setRole(id, userId, wanted)),
      () => show({ role: wanted }),
    );
  const remove = (): void =>
    confirm({
      title: t('drawer.removeConfirm', { name }),
      content: t('drawer.removeHint', { group: title }),
      ok: t('drawer.remove'),
      call: () => contacts.attempt(() => groups.remove(id, userId)),
      done: () => show(null),
    });
  const durations: Items = [
    { key: 'mute.minutes', label: t('drawer.mute.minutes') },
    { key: 'mute.hour', label: t('drawer.mute.hour') },
    { key: 'mute.day', label: t('drawer.mute.day') },
    { key: 'mute.week', label: t('drawer.mute.week') },
    { key: 'mute.ever', label: t('drawer.mute.ever') },
  ];
  const muting: Items = isMuted
    ? [{ key: 'unmute', label: t('drawer.unmute') }]
    : [{ key: 'mute', label: t('drawer.muteMember'), children: durations }];
  return {
    items: [
      ...(rights.role ? [role === 'admin' ? item('member', t('drawer.makeMember')) : item('admin', t('drawer.makeAdmin'))] : []),
      ...(rights.mute ? muting : []),
      ...(rights.remove ? [{ ...item('remove', t('drawer.remove')), danger: true }] : []),
    ],
    choose: (key) => {
      if (key === 'admin' || key === 'member') setRole(key);
      else if (key === 'remove') remove();
      else if (key === 'unmute') mute(0);
      else mute(muteEnd(key));
    },
  };
}

const item = (key: string, label: string) => ({ key, label });

const muteEnd = (key: string): number => Math.min(FOR_EVER_AT, Date.now() + MUTES[key.slice('mute.'.length) as keyof typeof MUTES]);
