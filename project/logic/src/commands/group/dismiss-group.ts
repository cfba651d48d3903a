import { ok, type Outcome } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import { endGroup } from '../../store/end-group.js';
import type { CommandParts } from '../parts.js';
import { changeGroup } from './change-group.js';

/** Everybody keeps what he could read, up to the entry about it; each device ends the conversation when it has that entry. */
export const dismissGroup = (parts: CommandParts, request: GroupRequest<'dismissGroup'>): Promise<Outcome<Record<string, never>>> =>
  changeGroup(parts, request, 'dismiss', async ({ client, group }) => {
    await endGroup(client, group);
    return ok({ value: {}, change: { kind: 'info', code: 'group_dismissed', operation: 'dismissed' } });
  });
