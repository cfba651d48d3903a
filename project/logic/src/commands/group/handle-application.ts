import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { GroupRequest } from '@godwit/shared/protocol/group-request';
import type { Decision } from '@godwit/shared/rest/groups';
import { readStaff } from '../../store/group.js';
import { APPLICATION, readApplication, settleApplications } from '../../store/group-applications.js';
import type { CommandParts } from '../parts.js';
import { admit } from './admit.js';
import { changeGroup } from './change-group.js';
import type { Done } from './group-change.js';

export const acceptApplication = (parts: CommandParts, request: GroupRequest<'acceptApplication'>): Promise<Outcome<Decision>> =>
  handle(parts, request, 'accepted');

export const rejectApplication = (parts: CommandParts, request: GroupRequest<'rejectApplication'>): Promise<Outcome<Decision>> =>
  handle(parts, request, 'rejected');

type Request = Pick<GroupRequest<'acceptApplication'>, 'conversationId' | 'userId' | 'applicationId'>;

/** The first decision holds; whoever comes later is told which it was. */
const handle = (parts: CommandParts, request: Request, status: Decision['status']): Promise<Outcome<Decision>> =>
  changeGroup(parts, request, 'applications', async (open): Promise<Outcome<Done<Decision>>> => {
    const { client, group } = open;
    const application = await readApplication(client, group.id, request.applicationId);
    if (application === undefined) return refuse('APPLICATION_NOT_FOUND');
    if (application.status !== APPLICATION.pending)
      return ok({ value: { status: application.status === APPLICATION.accepted ? 'accepted' : 'rejected' } });
    const userIds = [application.userId];
    const notice = { operation: 'application', to: await readStaff(client, group.id), targetIds: userIds } as const;
    if (status === 'accepted') {
      const change = await admit(open, userIds);
      return change.ok ? ok({ value: { status }, change: change.value, notice }) : change;
    }
    await settleApplications(client, group.id, { userIds, status: APPLICATION.rejected, handlerId: request.userId });
    return ok({ value: { status }, notice: { ...notice, to: [...notice.to, ...userIds] } });
  });
