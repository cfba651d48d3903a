import { ok, type Outcome } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import type { CommandParts } from '../parts.js';
import { changeGroup } from './change-group.js';
import { expel } from './expel.js';

/** He keeps what he could read, up to the entry about it. */
export const removeMember = (parts: CommandParts, request: GroupRequest<'removeMember'>): Promise<Outcome<Record<string, never>>> =>
  changeGroup(parts, request, 'remove', async (open) => ok(await expel(open, request.memberId, 'removed')));
