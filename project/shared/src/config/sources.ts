import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { parse as parseYaml } from 'yaml';

type Values = Readonly<Record<string, unknown>>;

/** Where settings come from, the strongest first. */
export interface Sources {
  readonly environment: Values;
  readonly dotenv: { readonly file: string; readonly values: Values };
  readonly yaml: { readonly file: string; readonly section: Values; readonly top: Values };
  /** Names of every setting of every tier, from env/example.env; empty where the file is missing. */
  readonly allNames: readonly string[];
}

export interface FoundSetting {
  readonly value: unknown;
  /** For the operator: where to correct it. */
  readonly from: string;
}

export function readSources(name: string, dir: string, env: Readonly<Record<string, string | undefined>>): Sources {
  const dotenvFile = resolve(dir, '.env');
  const yamlFile = resolve(dir, env['GODWIT_CONFIG'] ?? 'env/godwit.yaml');
  const yaml = readYaml(yamlFile, env['GODWIT_CONFIG'] !== undefined);
  return {
    environment: env,
    dotenv: { file: dotenvFile, values: readDotenv(dotenvFile) },
    yaml: { file: yamlFile, section: asValues(yaml[name]), top: yaml },
    allNames: Object.keys(readDotenv(resolve(dir, 'env/example.env'))),
  };
}

export function findSetting({ environment, dotenv, yaml }: Sources, key: string): FoundSetting | undefined {
  const candidates: readonly [Values, string][] = [
    [environment, 'the environment'],
    [dotenv.values, dotenv.file],
    [yaml.section, yaml.file],
    [yaml.top, yaml.file],
  ];
  for (const [values, from] of candidates) {
    if (values[key] !== undefined) return { value: values[key], from };
  }
  return undefined;
}

const readDotenv = (file: string): Values => (existsSync(file) ? parseDotenv(readFileSync(file)) : {});

function readYaml(file: string, required: boolean): Values {
  if (!required && !existsSync(file)) return {};
  const content: unknown = parseYaml(readFileSync(file, 'utf8'));
  return asValues(content);
}

const asValues = (value: unknown): Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};
