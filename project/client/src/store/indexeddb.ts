import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import type { SeqRange } from '@godwit/shared/protocol/messages/seq-range';
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { ConversationRecord } from '../inbox/conversation-record.js';
import type { OutboxItem } from '../outbox/item.js';
import { applyAction, reach } from '../inbox/apply-action.js';
import type { CachedEntry } from '../inbox/cached-entry.js';
import type { DropWrite, Meta, MetaKey, PutWrite, Store, StoredState, StoreWrite } from './store.js';

/** Raised when cached records change their form: the cache is dropped and synced anew. What is unsent and who is signed in stays. */
const VERSION = 4;
const TABLES = ['meta', 'conversations', 'entries', 'outbox'] as const;

type StoredEntry = CachedEntry & { readonly conversationId: Id };

interface Tables extends DBSchema {
  meta: { key: MetaKey; value: Meta[MetaKey] };
  conversations: { key: Id; value: ConversationRecord };
  entries: { key: [Id, number]; value: StoredEntry };
  outbox: { key: Id; value: OutboxItem };
}

type Transaction = IDBPTransaction<Tables, (typeof TABLES)[number][], 'readwrite'>;

/** Hop 10: the browser's database. Every failure rejects; FallbackStore decides what then. */
export class IndexedDbStore implements Store {
  readonly kind = 'indexeddb';
  readonly #name: string;
  #database: Promise<IDBPDatabase<Tables>> | undefined;

  constructor({ name }: { name: string }) {
    this.#name = name;
  }

  async load(): Promise<StoredState> {
    const transaction = (await this.#open()).transaction([...TABLES], 'readonly');
    const meta = transaction.objectStore('meta');
    const [keys, values, conversations, outbox] = await Promise.all([
      meta.getAllKeys(),
      meta.getAll(),
      transaction.objectStore('conversations').getAll(),
      transaction.objectStore('outbox').getAll(),
    ]);
    return { meta: Object.fromEntries(keys.map((key, i) => [key, values[i]])), conversations, outbox };
  }

  async commit(writes: readonly StoreWrite[]): Promise<void> {
    const transaction = (await this.#open()).transaction([...TABLES], 'readwrite');
    const done = transaction.done;
    try {
      await writeAll(transaction, writes);
    } catch (error) {
      done.catch(() => undefined);
      abort(transaction);
      throw error;
    }
    await done;
  }

  async entries(conversationId: Id, fromSeq: number, toSeq: number, limit: number): Promise<CachedEntry[]> {
    const database = await this.#open();
    const range = IDBKeyRange.bound([conversationId, fromSeq], [conversationId, toSeq]);
    const found: CachedEntry[] = [];
    let cursor = await database.transaction('entries').store.openCursor(range, 'prev');
    while (cursor && found.length < limit) {
      const { conversationId: _, ...entry } = cursor.value;
      found.push(entry);
      cursor = found.length < limit ? await cursor.continue() : null;
    }
    return found.reverse();
  }

  close(): void {
    this.#database?.then(
      (database) => {
        database.close();
      },
      () => undefined,
    );
    this.#database = undefined;
  }

  #open(): Promise<IDBPDatabase<Tables>> {
    this.#database ??= openDB<Tables>(this.#name, VERSION, {
      upgrade(database, oldVersion, _newVersion, transaction) {
        if (oldVersion > 0) {
          guard(transaction.objectStore('conversations').clear());
          guard(transaction.objectStore('entries').clear());
          guard(transaction.objectStore('meta').delete('sync'));
          return;
        }
        database.createObjectStore('meta');
        database.createObjectStore('conversations', { keyPath: 'id' });
        database.createObjectStore('entries', { keyPath: ['conversationId', 'seq'] });
        database.createObjectStore('outbox', { keyPath: 'clientMsgId' });
      },
      blocking: () => {
        this.close();
      },
    });
    return this.#database;
  }
}

/** Requests run in the order in which they are made; what reads before it writes waits for those before it, and the others wait for it. */
async function writeAll(transaction: Transaction, writes: readonly StoreWrite[]): Promise<void> {
  let open: Promise<void>[] = [];
  for (const write of writes) {
    if ('put' in write && write.put === 'actions') {
      await Promise.all(open);
      open = [];
      await act(transaction, write);
    } else open.push('put' in write ? put(transaction, write) : drop(transaction, write));
  }
  await Promise.all(open);
}

/** A write that failed has already aborted its transaction; then there is nothing left to abort. */
function abort(transaction: Transaction): void {
  try {
    transaction.abort();
  } catch {
    return;
  }
}

type Actions = PutWrite & { readonly put: 'actions' };

async function act(transaction: Transaction, { conversationId, actions, me }: Actions): Promise<void> {
  for (const action of actions) {
    const { from, to } = reach(action);
    const range = IDBKeyRange.bound([conversationId, from], [conversationId, to]);
    for await (const cursor of transaction.objectStore('entries').iterate(range)) {
      const changed = applyAction(cursor.value, action, me);
      if (changed !== cursor.value) await cursor.update({ ...changed, conversationId });
    }
  }
}

async function put(transaction: Transaction, write: Exclude<PutWrite, Actions>): Promise<void> {
  switch (write.put) {
    case 'meta':
      await transaction.objectStore('meta').put(write.value, write.key);
      return;
    case 'conversation':
      await transaction.objectStore('conversations').put(write.record);
      return;
    case 'outbox':
      await transaction.objectStore('outbox').put(write.item);
      return;
    case 'entries': {
      const { conversationId } = write;
      const table = transaction.objectStore('entries');
      await Promise.all(write.entries.map((entry) => table.put({ ...entry, conversationId })));
    }
  }
}

const EVERYTHING: SeqRange = { fromSeq: 0, toSeq: Infinity };

async function drop(transaction: Transaction, write: DropWrite): Promise<void> {
  switch (write.drop) {
    case 'meta':
      await transaction.objectStore('meta').delete(write.key);
      return;
    case 'outbox':
      await transaction.objectStore('outbox').delete(write.clientMsgId);
      return;
    case 'entries': {
      const { conversationId, ranges = [EVERYTHING] } = write;
      const table = transaction.objectStore('entries');
      await Promise.all(
        ranges.map(({ fromSeq, toSeq }) => table.delete(IDBKeyRange.bound([conversationId, fromSeq], [conversationId, toSeq]))),
      );
      return;
    }
    case 'user':
      await Promise.all([
        ...(['conversations', 'entries', 'outbox'] as const).map((name) => transaction.objectStore(name).clear()),
        ...(['sync', 'people'] as const).map((key) => transaction.objectStore('meta').delete(key)),
      ]);
  }
}
