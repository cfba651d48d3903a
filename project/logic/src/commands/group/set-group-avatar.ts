import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { fileAvatar } from '@godwit/shared/rest/avatar-file';
import { setGroup } from '../../store/group.js';
import { giveUpAvatar, takeAvatar } from '../../store/take-avatar.js';
import type { CommandParts } from '../parts.js';
import { changeGroup } from './change-group.js';
import { infoChange } from './info-change.js';

/** The group's avatar becomes a file. */
export const setGroupAvatar = (parts: CommandParts, request: GroupRequest<'setGroupAvatar'>): Promise<Outcome<Record<string, never>>> =>
  changeGroup(parts, request, 'change', async ({ client, group }) => {
    const avatar = fileAvatar(request.fileId);
    if (group.avatar === avatar) return refuse('NOTHING_TO_CHANGE');
    if (!(await takeAvatar(client, { fileId: request.fileId, userId: request.userId, of: group.id }))) return refuse('FILE_NOT_FOUND');
    await giveUpAvatar(client, group.avatar);
    await setGroup(client, group.id, { avatar });
    return ok({ value: {}, change: infoChange({ avatar }) });
  });
