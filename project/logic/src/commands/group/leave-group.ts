import { ok, type Outcome } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import type { CommandParts } from '../parts.js';
import { changeGroup } from './change-group.js';
import { expel } from './expel.js';

export const leaveGroup = (parts: CommandParts, request: GroupRequest<'leaveGroup'>): Promise<Outcome<Record<string, never>>> =>
  changeGroup(parts, request, 'leave', async (open) => ok(await expel(open, request.userId, 'left')));
