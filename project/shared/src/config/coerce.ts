import type { z } from 'zod';

/** The zod table of a package's config.ts. */
export type SettingTable = z.ZodObject<z.ZodRawShape>;

/** The setting and what default(), optional() … wrap, outermost first. */
export function layers(setting: z.core.$ZodType): z.core.$ZodType[] {
  const inner = (setting._zod.def as { innerType?: z.core.$ZodType }).innerType;
  return inner === undefined ? [setting] : [setting, ...layers(inner)];
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  yes: true,
  on: true,
  false: false,
  '0': false,
  no: false,
  off: false,
};

/**
 * What the table expects, from the text of an environment variable or the scalar of a YAML file. A text that does not
 * fit is returned as it is, for zod to refuse. undefined = not set: an empty text is a value for strings only.
 */
export function coerce(setting: z.core.$ZodType, value: unknown): unknown {
  const { type } = layers(setting).at(-1)?._zod.def ?? {};
  if (value === null) return undefined;
  if (type === 'string') return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof value !== 'string') return value;
  if (value.trim() === '') return undefined;
  switch (type) {
    case 'number':
      return Number.isNaN(Number(value)) ? value : Number(value);
    case 'boolean':
      return BOOLEANS[value.trim().toLowerCase()] ?? value;
    case 'array':
      return value.split(',').map((item) => item.trim());
    default:
      return value;
  }
}
