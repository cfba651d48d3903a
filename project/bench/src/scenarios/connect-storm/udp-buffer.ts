import { readFileSync, writeFileSync } from 'node:fs';

const DEFAULT_BYTES_FILE = '/proc/sys/net/core/rmem_default';
const RAISED_BYTES = 8_388_608;
/** Set to 1, `npm run bench -- connect-storm` measures also with a raised buffer; the kernel's setting is put back at once. */
const PERMISSION = 'GODWIT_BENCH_TUNE_KERNEL';

/** What a UDP socket that is opened now gets for packets that nobody has read yet. */
export const udpBufferBytes = (): number => Number(readFileSync(DEFAULT_BYTES_FILE, 'utf8'));

export const mayRaiseUdpBuffer = (): boolean => process.env[PERMISSION] === '1';

/** Sockets that `open` opens have the raised buffer, and keep it. */
export async function withRaisedUdpBuffer<T>(open: () => Promise<T>): Promise<T> {
  const before = readFileSync(DEFAULT_BYTES_FILE, 'utf8');
  const restore = (): void => writeFileSync(DEFAULT_BYTES_FILE, before);
  process.once('exit', restore);
  writeFileSync(DEFAULT_BYTES_FILE, String(RAISED_BYTES));
  try {
    return await open();
  } finally {
    restore();
    process.removeListener('exit', restore);
  }
}

/** Packets of the whole machine that found such a buffer full, since it was started. */
export function droppedUdpPackets(): number {
  const [names = '', values = ''] = readFileSync('/proc/net/snmp', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Udp:'));
  return Number(values.split(' ')[names.split(' ').indexOf('RcvbufErrors')]);
}
