import { ok, refuse } from '@godwit/shared/outcome';
import { avatarRequest } from '@godwit/shared/rest/files';
import { profile } from '@godwit/shared/rest/user';
import type { Services } from '../../services.js';
import { setAvatarFile } from '../../store/files.js';
import { defineRoute, type Route } from '../route.js';

export const setAvatar = ({ db, profileEvents }: Services): Route =>
  defineRoute(
    'PUT /user/avatar',
    { summary: 'An uploaded image as own avatar', body: avatarRequest, data: profile },
    async ({ caller, body }) => {
      const changed = await setAvatarFile(db, caller.userId, body.fileId);
      if (changed === undefined) return refuse('FILE_NOT_FOUND');
      profileEvents.publish(caller.userId, changed.version);
      return ok(changed.profile);
    },
  );
