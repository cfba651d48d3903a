import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('the generated code is what schema/message.fbs gives', () => {
  const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL('./generate.mjs', import.meta.url)), '--check'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
