// A cable between two TUN devices (Deno, root): each IP packet reaches the other end after a delay, or is lost by a seeded random number.
// Arguments: names of the two devices, loss, delay in ms, seed. SIGTERM ends it, and the devices with it.
import process from 'node:process';
import { seededRandom } from '../../../../../scripts/faults/seeded-random.ts';
import { DelayQueue } from './delay-queue.ts';
import type { LinkEvent } from './lossy-link.ts';

interface LibC {
  open(path: Uint8Array, flags: number): number;
  ioctl(fd: number, request: bigint, argument: Uint8Array): number;
  read(fd: number, into: Uint8Array, length: bigint): bigint;
  write(fd: number, from: Uint8Array, length: bigint): bigint;
  poll(fds: Uint8Array, count: bigint, timeoutMs: number): Promise<number>;
}
declare const Deno: { dlopen(file: string, symbols: Record<keyof LibC, object>): { readonly symbols: LibC } };

const O_RDWR_NONBLOCK = 0o2 | 0o4000;
const TUNSETIFF = 0x4004_54can;
const IFF_TUN_NO_PI = 0x0001 | 0x1000;
const IFREQ_BYTES = 40;
const IFREQ_FLAGS_AT = 16;
const POLLIN = 1;
const POLLFD_BYTES = 8;
const POLLFD_EVENTS_AT = 4;
const MAX_PACKET_BYTES = 65_536;

const libc = Deno.dlopen('libc.so.6', {
  open: { parameters: ['buffer', 'i32'], result: 'i32' },
  ioctl: { parameters: ['i32', 'u64', 'buffer'], result: 'i32' },
  read: { parameters: ['i32', 'buffer', 'usize'], result: 'isize' },
  write: { parameters: ['i32', 'buffer', 'usize'], result: 'isize' },
  // on a thread of its own, so that waiting does not hold up the timers
  poll: { parameters: ['buffer', 'u64', 'i32'], result: 'i32', nonblocking: true },
}).symbols;

const [near = '', far = '', loss = '0', delayMs = '0', seed = '1'] = process.argv.slice(2);
const counts = { forwarded: 0, lost: 0 };
const print = (event: LinkEvent): void => console.log(JSON.stringify(event));

process.once('SIGTERM', () => {
  print({ event: 'ended', ...counts });
  process.exit(0);
});

const ends = [openDevice(near), openDevice(far)] as const;
const random = seededRandom(Number(seed));
print({ event: 'ready' });
await Promise.all([carry(...ends), carry(ends[1], ends[0])]);

function openDevice(name: string): number {
  const fd = libc.open(cString('/dev/net/tun'), O_RDWR_NONBLOCK);
  const request = new Uint8Array(IFREQ_BYTES);
  request.set(cString(name));
  new DataView(request.buffer).setUint16(IFREQ_FLAGS_AT, IFF_TUN_NO_PI, true);
  if (fd < 0 || libc.ioctl(fd, TUNSETIFF, request) < 0) throw new Error(`no TUN device ${name}`);
  return fd;
}

function cString(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${text}\0`);
}

/** Hands what one device sends to the other, for ever. */
async function carry(from: number, to: number): Promise<never> {
  const queue = new DelayQueue(Number(delayMs), (packet) => void libc.write(to, packet, BigInt(packet.length)));
  const buffer = new Uint8Array(MAX_PACKET_BYTES);
  const pollfd = new DataView(new ArrayBuffer(POLLFD_BYTES));
  pollfd.setInt32(0, from, true);
  pollfd.setInt16(POLLFD_EVENTS_AT, POLLIN, true);
  const read = (): number => Number(libc.read(from, buffer, BigInt(MAX_PACKET_BYTES)));
  for (;;) {
    await libc.poll(new Uint8Array(pollfd.buffer), 1n, -1);
    for (let length = read(); length > 0; length = read()) {
      const taken = random() >= Number(loss) && queue.push(buffer.slice(0, length));
      counts[taken ? 'forwarded' : 'lost'] += 1;
    }
  }
}
