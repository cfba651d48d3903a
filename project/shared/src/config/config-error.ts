import type { z } from 'zod';
import type { SettingTable } from './coerce.js';
import { isSecret, maskUrlPassword } from './secrets.js';
import { findSetting, type Sources } from './sources.js';

/** Every wrong setting at once; the message is meant for the operator's terminal. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(tier: string, problems: readonly string[]) {
    super(`${tier} cannot start, ${String(problems.length)} wrong setting(s):\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** What was got, where, what was expected, and what to do. */
export function describeIssue(schema: SettingTable, sources: Sources, issue: z.core.$ZodIssue): string {
  const key = String(issue.path[0] ?? '');
  const setting = schema.shape[key];
  const found = findSetting(sources, key);
  const expected = issue.message.replace(/^Invalid input: /, '').replace(/, received .*$/, '');
  if (found === undefined)
    return `${key}: got nothing; ${expected}. Set it in the environment, .env or env/godwit.yaml (see env/example.env).`;
  const got = setting !== undefined && isSecret(setting) ? 'a secret value' : JSON.stringify(shown(found.value));
  return `${key}: got ${got} from ${found.from}; ${expected}. Correct or remove it there (see env/example.env).`;
}

const shown = (value: unknown): unknown => (typeof value === 'string' ? maskUrlPassword(value) : value);
