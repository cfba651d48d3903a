import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { JOIN_MODES } from '@godwit/shared/group-terms';
import type { GroupPatch } from '@godwit/shared/rest/groups';
import { type Group, setGroup } from '../../store/group.js';
import { giveUpAvatar } from '../../store/take-avatar.js';
import type { CommandParts } from '../parts.js';
import { changeGroup } from './change-group.js';
import { infoChange } from './info-change.js';

/** Only what differs is written, and told. */
export const updateGroup = (parts: CommandParts, request: GroupRequest<'updateGroup'>): Promise<Outcome<Record<string, never>>> =>
  changeGroup(parts, request, 'change', async ({ client, group }) => {
    const news = differing(group, request);
    if (Object.keys(news).length === 0) return refuse('NOTHING_TO_CHANGE');
    if (news.avatar !== undefined) await giveUpAvatar(client, group.avatar);
    await setGroup(client, group.id, columnsOf(news));
    return ok({ value: {}, change: infoChange(news) });
  });

function differing(group: Group, { title, avatar, announcement, joinMode, historyForNew }: GroupPatch): GroupPatch {
  const now: Required<GroupPatch> = { ...group, joinMode: JOIN_MODES[group.joinMode]! };
  const wanted = Object.entries({ title, avatar, announcement, joinMode, historyForNew });
  return Object.fromEntries(wanted.filter(([name, value]) => value !== undefined && value !== now[name as keyof GroupPatch]));
}

const columnsOf = ({ joinMode, historyForNew, ...texts }: GroupPatch): Parameters<typeof setGroup>[2] => ({
  ...texts,
  ...(joinMode === undefined ? {} : { join_mode: JOIN_MODES.indexOf(joinMode) }),
  ...(historyForNew === undefined ? {} : { history_for_new: historyForNew ? 1 : 0 }),
});
