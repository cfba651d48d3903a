import { randomBytes } from 'node:crypto';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import type { InviteLink } from '@godwit/shared/rest/groups';
import { insertInvite, listInvites, revokeInvite } from '../../store/group-invites.js';
import type { CommandParts } from '../parts.js';
import { changeGroup } from './change-group.js';
import { mayAsk } from './may-ask.js';

const MAX_LINKS = 50;
const CODE_BYTES = 16;

export const createInviteLink = (parts: CommandParts, request: GroupRequest<'createInviteLink'>): Promise<Outcome<InviteLink>> =>
  changeGroup(parts, request, 'links', async ({ client, group, operatorId: creatorId, nextId }) => {
    if ((await listInvites(client, group.id)).length >= MAX_LINKS) return refuse('LIMIT_REACHED');
    const { maxUses, hours } = request;
    const code = randomBytes(CODE_BYTES).toString('base64url');
    return ok({ value: await insertInvite(client, { id: nextId(), groupId: group.id, creatorId, code, maxUses, hours }) });
  });

export async function listInviteLinks({ pool }: CommandParts, request: GroupRequest<'listInviteLinks'>): Promise<Outcome<InviteLink[]>> {
  const allowed = await mayAsk(pool, request, 'links');
  return allowed.ok ? ok(await listInvites(pool, request.conversationId)) : allowed;
}

export const revokeInviteLink = (parts: CommandParts, request: GroupRequest<'revokeInviteLink'>): Promise<Outcome<Record<string, never>>> =>
  changeGroup(parts, request, 'links', async ({ client, group }) =>
    (await revokeInvite(client, group.id, request.linkId)) ? ok({ value: {} }) : refuse('INVITE_NOT_FOUND'),
  );
