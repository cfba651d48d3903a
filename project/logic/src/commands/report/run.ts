import type { Id } from '@godwit/shared/ids/id';
import type { Outcome } from '@godwit/shared/outcome';
import type { AskedReport, Reported } from '@godwit/shared/rest/reports';
import type { CommandParts } from '../parts.js';
import { storeReport } from './store.js';

/** Nobody is told, the reported side least of all (F-48). */
export const runReport = (
  { pool, nextId }: CommandParts,
  { userId, report }: { readonly userId: Id; readonly report: AskedReport },
): Promise<Outcome<Reported>> => storeReport(pool, userId, report, nextId);
