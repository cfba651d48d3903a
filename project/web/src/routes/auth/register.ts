import { ok, refuse } from '@godwit/shared/outcome';
import { registerRequest, registerResult } from '@godwit/shared/rest/auth';
import { isCommonPassword } from '../../auth/common-passwords.js';
import type { Services } from '../../services.js';
import { insertUser } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

export const register = ({ db, ids, passwords }: Services): Route =>
  defineRoute(
    'POST /auth/register',
    { summary: 'Create an account', status: 201, slow: true, body: registerRequest, data: registerResult },
    async ({ body: { username, password, nickname = '', phone = '', email = '' } }) => {
      if (isCommonPassword(password, username)) return refuse('WEAK_PASSWORD');
      const user = { id: ids.next(), username, passwordHash: await passwords.hash(password), nickname: nickname || username, phone, email };
      if (!(await insertUser(db, user))) return refuse('USERNAME_TAKEN');
      return ok({ userId: user.id, username, nickname: user.nickname });
    },
  );
