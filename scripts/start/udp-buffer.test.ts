import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { udpBufferAdvice } from './udp-buffer.ts';

const dir = mkdtempSync(join(tmpdir(), 'udp-buffer-'));
afterAll(() => rmSync(dir, { recursive: true }));

it('a small UDP buffer is named with the command that mends it; a large one and an unknown one are not', () => {
  const setting = join(dir, 'rmem_default');
  writeFileSync(setting, '212992\n');
  expect(udpBufferAdvice(setting)).toMatch(/208 KB.*sysctl -w net\.core\.rmem_default=8388608/);
  writeFileSync(setting, '8388608\n');
  expect(udpBufferAdvice(setting)).toBeUndefined();
  expect(udpBufferAdvice(join(dir, 'absent'))).toBeUndefined();
});
