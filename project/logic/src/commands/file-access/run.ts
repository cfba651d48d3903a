// A question of web before it hands out a file, each time: whoever lost the right to see a message lost its files.
import type pg from 'pg';
import { ok, type Outcome } from '@godwit/shared/outcome';
import type { LogicAnswers, LogicRequest } from '@godwit/shared/protocol/logic-request';
import { mayHaveFile } from '../../store/may-have-file.js';

export const runFileAccess = async (
  { pool }: { readonly pool: pg.Pool },
  { userId, fileId }: Extract<LogicRequest, { method: 'fileAccess' }>,
): Promise<Outcome<LogicAnswers['fileAccess']>> => ok({ allowed: await mayHaveFile(pool, userId, fileId) });
