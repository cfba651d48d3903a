import { expect, it } from 'vitest';
import { udpBufferAdvice } from './udp-buffer.ts';

it('a small UDP buffer is named with the command that mends it; a large one and an unknown one are not', () => {
  expect(udpBufferAdvice([{}, { udpBufferBytes: 425_984 }])).toMatch(/416 KB.*about 184 people.*sysctl -w net\.core\.rmem_max=8388608/);
  expect(udpBufferAdvice([{}, { udpBufferBytes: 16_777_216 }])).toBeUndefined();
  expect(udpBufferAdvice([{}])).toBeUndefined();
});
