import { z } from 'zod';
import { ok } from '@godwit/shared/outcome';
import { blockedUser } from '@godwit/shared/rest/blocks';
import type { Services } from '../../services.js';
import { readBlocks } from '../../store/blocks.js';
import { defineRoute, type Route } from '../route.js';

export const listBlocks = ({ db }: Services): Route =>
  defineRoute('GET /blocks', { summary: 'Whom the caller blocks, the newest first', data: z.array(blockedUser) }, async ({ caller }) =>
    ok((await readBlocks(db, caller.userId, '')).blocks),
  );
