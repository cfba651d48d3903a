import { MAX_LISTED_READERS } from '@godwit/shared/message-terms';
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { Readers } from '@godwit/shared/rest/conversations';
import { CONVERSATION_TYPE } from '../../store/load-conversations.js';
import type { CommandParts } from '../parts.js';
import { type AskedEntry, findEntry, loadReaders, type ReadersQuery } from './store.js';

const PAGE = 50;

/** Who has read an entry of a group (F-29). */
export async function runReadersOf({ pool }: CommandParts, query: ReadersQuery): Promise<Outcome<Readers>> {
  const checked = checkEntry(await findEntry(pool, query));
  if (!checked.ok) return checked;
  const readers = await loadReaders(pool, query, checked.value, PAGE + 1);
  const page = readers.slice(0, PAGE);
  return ok({ readers: page, next: readers.length > PAGE ? page.at(-1)!.userId : '' });
}

function checkEntry(entry: AskedEntry | undefined): Outcome<string> {
  if (entry === undefined) return refuse('CONVERSATION_NOT_FOUND');
  if (entry.senderId === null) return refuse('ENTRY_NOT_FOUND');
  if (entry.type !== CONVERSATION_TYPE.group || entry.memberCount > MAX_LISTED_READERS)
    return refuse('NOT_SUPPORTED', `readers are listed in groups of at most ${String(MAX_LISTED_READERS)} members`);
  return ok(entry.senderId);
}
