/**
 * A list of people as it is now, or what has changed in it. A version is, for clients, `{changes of the list}.{database clock in ms}`: the
 * time says from when on names and pictures of those on it may be new, which are rows of somebody else and no change of the list.
 */
import type { Id } from '@godwit/shared/ids/id';
import { LIST_CHANGES_MS, type ListChanges } from '@godwit/shared/rest/changes';
import type { Database } from './database.js';

/** shown_at is taken before its commit; a transaction lives ≤ 1 s, clocks of a fail-over pair may differ. */
const OVERLAP_MS = 60_000;
/** No list has it: everything is asked for. */
const NO_VERSION = '';

export interface ListQuery {
  /** Of people_list. */
  readonly column: 'friend_version' | 'request_version' | 'block_version';
  /**
   * Rows of an item each, with `key`, its id in the list, and `gone`. $1 is the user; me.full: all that are not gone; otherwise those whose
   * version is above $2 or who were shown differently since me.shown_since.
   */
  readonly rows: string;
  /** Of a whole list; more changes than that are a whole list too. */
  readonly max: number;
}

export interface ListRead<Item> extends ListChanges {
  readonly items: Item[];
}

type Row<Item> = Item & { listVersion: string; readAtMs: number; full: boolean; key: Id | null; gone: boolean };

/** since: `version` of an answer before, '' = everything. Too old, or of another database as after a restore: everything. */
export async function readList<Item>(db: Database, query: ListQuery, userId: Id, since: string): Promise<ListRead<Item>> {
  const { version, readAtMs } = parse(since);
  const rows = await db.query<Row<Item>>(statement(query), [userId, version, readAtMs]);
  const head = rows[0]!;
  if (!head.full && rows.length > query.max) return readList(db, query, userId, NO_VERSION);
  const found = rows.filter((row) => row.key !== null);
  return {
    version: `${head.listVersion}.${String(head.readAtMs)}`,
    full: head.full,
    removed: found.flatMap((row) => (row.gone ? [row.key!] : [])),
    items: found.filter((row) => !row.gone).map(itemOf),
  };
}

function parse(since: string): { version: string; readAtMs: number } {
  const [version, time] = since.split('.');
  return version === undefined || time === undefined ? { version: '-1', readAtMs: 0 } : { version, readAtMs: Number(time) };
}

/** One statement, so one snapshot: whoever changes the list holds its version until the commit. */
const statement = ({ column, rows, max }: ListQuery): string => `
WITH me AS (
  SELECT h.version, h.now_ms, to_timestamp(($3::float8 - ${String(OVERLAP_MS)}) / 1000) AS shown_since,
         $2::bigint NOT BETWEEN 0 AND h.version OR $3::float8 NOT BETWEEN h.now_ms - ${String(LIST_CHANGES_MS)} AND h.now_ms + ${String(OVERLAP_MS)} AS "full"
  FROM (
    SELECT coalesce((SELECT ${column} FROM people_list WHERE id = $1), 0) AS version, floor(extract(epoch FROM now()) * 1000)::float8 AS now_ms
  ) h
)
SELECT me.version AS "listVersion", me.now_ms AS "readAtMs", me."full", r.*
FROM me LEFT JOIN LATERAL (SELECT * FROM (${rows}) r LIMIT ${String(max)} + CASE WHEN me."full" THEN 0 ELSE 1 END) r ON true`;

function itemOf<Item>(row: Row<Item>): Item {
  const { listVersion, readAtMs, full, key, gone, ...item } = row;
  return item as Item;
}
