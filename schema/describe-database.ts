// The schema `public` of a database as sorted lines, from pg_catalog: what `pg_dump -s` would show, which the bundled PostgreSQL lacks.
import type pg from 'pg';

const PUBLIC = `relnamespace = 'public'::regnamespace`;

const QUERIES = [
  `SELECT format('relation %s kind=%s persistence=%s options=%s partition=%s key=%s comment=%s', relname, relkind, relpersistence,
     coalesce(reloptions::text, ''), coalesce(pg_get_expr(relpartbound, oid), ''), coalesce(pg_get_partkeydef(oid), ''), coalesce(obj_description(oid, 'pg_class'), ''))
   FROM pg_class WHERE ${PUBLIC}`,
  `SELECT format('column %s.%s #%s %s collation=%s notnull=%s default=%s generated=%s identity=%s storage=%s comment=%s', relname, attname, attnum, format_type(atttypid, atttypmod),
     attcollation::regcollation, attnotnull, coalesce(pg_get_expr(adbin, adrelid), ''), attgenerated, attidentity, attstorage, coalesce(col_description(attrelid, attnum), ''))
   FROM pg_attribute JOIN pg_class c ON c.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
   WHERE ${PUBLIC} AND attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm', 'f', 'c')`,
  `SELECT format('index %s', pg_get_indexdef(indexrelid)) FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE ${PUBLIC}`,
  `SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace`,
  `SELECT format('trigger %s', pg_get_triggerdef(t.oid)) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE ${PUBLIC} AND NOT tgisinternal`,
  `SELECT format('function %s', pg_get_functiondef(oid)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')`,
  `SELECT format('type %s %s', typname, typtype) FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r')`,
  `SELECT format('extension %s', extname) FROM pg_extension`,
];

export async function describeDatabase(client: pg.Client): Promise<string[]> {
  const lines: string[] = [];
  for (const text of QUERIES) {
    const { rows } = await client.query<[string]>({ text, rowMode: 'array' });
    lines.push(...rows.map(([line]) => line));
  }
  return lines.sort();
}
