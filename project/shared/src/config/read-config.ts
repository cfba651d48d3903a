// Configuration of one process: env/godwit.yaml < .env < environment, checked against one zod table, frozen.
// Bound: a wrong value ends the start with one error that lists every wrong key; an unknown key warns with the nearest name.
import process from 'node:process';
import type { z } from 'zod';
import { coerce, type SettingTable } from './coerce.js';
import { ConfigError, describeIssue } from './config-error.js';
import { isSecret, maskUrlPassword, SECRET_MASK } from './secrets.js';
import { findSetting, readSources, type Sources } from './sources.js';
import { unknownKeys } from './unknown-keys.js';

export { ConfigError } from './config-error.js';

export interface ReadConfigOptions {
  /** Holds env/ and .env; default: the working directory. */
  readonly dir?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: standard error. No logger exists before its level is read. */
  readonly warn?: (text: string) => void;
}

/** Throws ConfigError. Values under the section `name` of the YAML file win over its top level. */
export function readConfig<T extends SettingTable>(name: string, schema: T, options: ReadConfigOptions = {}): Readonly<z.infer<T>> {
  const sources = readSources(name, options.dir ?? process.cwd(), options.env ?? process.env);
  const { warn = warnOnStderr } = options;
  for (const text of unknownKeys(Object.keys(schema.shape), sources)) warn(`${name}: ${text}`);
  const parsed = schema.safeParse(collect(schema, sources));
  if (!parsed.success) {
    throw new ConfigError(
      name,
      parsed.error.issues.map((issue) => describeIssue(schema, sources, issue)),
    );
  }
  return Object.freeze(parsed.data);
}

/** The values for a log line: secrets and passwords in URLs are masked. */
export function describeConfig<T extends SettingTable>(schema: T, config: Readonly<z.infer<T>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const setting = schema.shape[key];
      if (setting !== undefined && isSecret(setting)) return [key, value === '' ? '' : SECRET_MASK];
      return [key, typeof value === 'string' ? maskUrlPassword(value) : value];
    }),
  );
}

function collect(schema: SettingTable, sources: Sources): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(schema.shape)) {
    const found = findSetting(sources, key);
    const value = found === undefined ? undefined : coerce(setting, found.value);
    if (value !== undefined) values[key] = value;
  }
  return values;
}

function warnOnStderr(text: string): void {
  process.stderr.write(`${text}\n`);
}
