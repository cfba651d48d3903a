import { closest, distance } from 'fastest-levenshtein';
import type { Sources } from './sources.js';

/** Sections of the YAML file. */
const TIERS = ['access', 'logic', 'web', 'task'];
/** A variable of the environment is taken for a misspelt setting only when it is this near: it holds many others. */
const TYPO_DISTANCE = 2;

/** One text for each key that nobody reads. Files are ours: every unknown key counts. The environment is shared: only GODWIT_… and typos. */
export function unknownKeys(tableNames: readonly string[], { environment, dotenv, yaml, allNames }: Sources): string[] {
  const known = new Set([...tableNames, ...allNames, 'GODWIT_CONFIG']);
  const nearest = (key: string): string => closest(key, [...known]);
  const unknown = (keys: readonly string[]): string[] => keys.filter((key) => !known.has(key));
  const text = (key: string, where: string): string =>
    `${key} in ${where} is not a setting and has no effect; the nearest name is ${nearest(key)}`;
  const yamlKeys = [...Object.keys(yaml.section), ...Object.keys(yaml.top).filter((key) => !TIERS.includes(key))];
  const suspects = unknown(namesOf(environment)).filter(
    (key) => key.startsWith('GODWIT_') || (key.length > 4 && distance(key, nearest(key)) <= TYPO_DISTANCE),
  );
  return [
    ...unknown(yamlKeys).map((key) => text(key, yaml.file)),
    ...unknown(Object.keys(dotenv.values)).map((key) => text(key, dotenv.file)),
    ...suspects.map((key) => text(key, 'the environment')),
  ];
}

/** Deno lists the environment only with a full --allow-env; without it the warning is all that is lost. */
function namesOf(environment: Readonly<Record<string, unknown>>): string[] {
  try {
    return Object.keys(environment);
  } catch {
    return [];
  }
}
