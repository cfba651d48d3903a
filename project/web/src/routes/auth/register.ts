import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { registerRequest, type RegisterResult, registerResult } from '@godwit/shared/rest/auth';
import { isCommonPassword } from '../../auth/common-passwords.js';
import { clientKey } from '../../limits/client-key.js';
import type { Services } from '../../services.js';
import { insertUser } from '../../store/users.js';
import { defineRoute, type Route } from '../route.js';

export const register = ({ db, ids, passwords, contactLimit }: Services): Route =>
  defineRoute(
    'POST /auth/register',
    { summary: 'Create an account', status: 201, slow: true, body: registerRequest, data: registerResult },
    async ({ body: { username, password, nickname = '', phone = '', email = '' }, ip }) => {
      if (isCommonPassword(password, username)) return refuse('WEAK_PASSWORD');
      const user = { id: ids.next(), username, passwordHash: await passwords.hash(password), nickname: nickname || username, phone, email };
      const insert = async (): Promise<Outcome<RegisterResult>> => {
        const inserted = await insertUser(db, user);
        if (inserted === 'username-taken') return refuse('USERNAME_TAKEN');
        return inserted === 'contact-taken' ? refuse('CONTACT_TAKEN') : ok({ userId: user.id, username, nickname: user.nickname });
      };
      return phone === '' && email === '' ? insert() : contactLimit.run(clientKey(ip), insert);
    },
  );
