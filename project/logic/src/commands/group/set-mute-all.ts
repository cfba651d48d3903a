import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { moveMembership, setGroup } from '../../store/group.js';
import type { CommandParts } from '../parts.js';
import { changeGroup } from './change-group.js';
import { infoChange } from './info-change.js';

export const setMuteAll = (parts: CommandParts, request: GroupRequest<'setMuteAll'>): Promise<Outcome<Record<string, never>>> =>
  changeGroup(parts, request, 'muteAll', async ({ client, group }) => {
    const { muteAll } = request;
    if (group.muteAll === muteAll) return refuse('NOTHING_TO_CHANGE');
    await setGroup(client, group.id, { mute_all: muteAll ? 1 : 0 });
    await moveMembership(client, group.id);
    return ok({ value: {}, change: infoChange({ muteAll }) });
  });
