import type { z } from 'zod';

/** The zod table of a package's config.ts. */
export type SettingTable = z.ZodObject<z.ZodRawShape>;

/** The setting and what default(), optional() … wrap, outermost first. */
export function layers(setting: z.core.$ZodType): z.core.$ZodType[] {
  const inner = (setting._zod.def as { innerType?: z.core.$ZodType }).innerType;
  return inner === undefined ? [setting] : [setting, ...layers(inner)];
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'on'].map((text) => [text, true] as const),
  ...['false', '0', 'no', 'off'].map((text) => [text, false] as const),
]);

/**
 * What the table expects, from the text of an environment variable or the scalar of a YAML file. A text that does not
 * fit is returned as it is, for zod to refuse. undefined = the default: an empty value is none.
 */
export function coerce(setting: z.core.$ZodType, value: unknown): unknown {
  const { type } = layers(setting).at(-1)?._zod.def ?? {};
  if (value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
  switch (type) {
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    case 'number':
      return typeof value === 'string' && !Number.isNaN(Number(value)) ? Number(value) : value;
    case 'boolean':
      return typeof value === 'string' ? (BOOLEANS.get(value.trim().toLowerCase()) ?? value) : value;
    case 'array':
      return typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
    default:
      return value;
  }
}
