import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccessWorld, startAccessWorld } from '../testing/access-world.js';
import { DENO } from '../testing/repository-scripts.js';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const HOST = `${ROOT}/project/access/dist/testing/udp-buffer-host.js`;
const WISH_BYTES = 8 * 1_024 * 1_024;
const CAP_NET_ADMIN = 1n << 12n;
/** A first packet, and what the kernel counts for it. */
const FIRST_PACKET = Buffer.alloc(1_200);
const COUNTED_BYTES = 2_304;

const privileged = mayForce();
/** What anybody may have. */
const limitedBytes = await bufferOfNode();
/** What this user may have: the kernel gives twice what was asked for. */
const expectedBytes = privileged ? Math.max(limitedBytes, 2 * WISH_BYTES) : limitedBytes;

describe('the UDP buffer of access', () => {
  let world: AccessWorld;
  beforeAll(async () => {
    world = await startAccessWorld();
  });
  afterAll(() => world.close());

  it('keeps as many first packets as its ready line says, while nobody reads them', async () => {
    const { tier, lines } = world.nodes[0]!;
    const ready = JSON.parse(lines.find((line) => line.includes('"event":"ready"'))!) as { udpBufferBytes: number };
    expect(ready.udpBufferBytes).toBe(expectedBytes);
    const port = tier.ports['quic']!;
    tier.kill('SIGSTOP');
    try {
      await send(port, Math.min(1_000, Math.floor(expectedBytes / COUNTED_BYTES)));
      expect(dropped(port)).toBe(0);
    } finally {
      tier.kill('SIGCONT');
    }
  });
});

describe('raising the UDP buffer', () => {
  it('goes as far as net.core.rmem_max without CAP_NET_ADMIN', () => {
    const unprivileged = privileged ? ['setpriv', '--bounding-set=-net_admin', '--inh-caps=-net_admin'] : [];
    expect(run(unprivileged, ['--allow-ffi'])).toMatchObject({ bytes: limitedBytes });
  });

  it('takes native code away from the process for the rest of its life', () => {
    expect(run([], ['--allow-ffi'])).toEqual({ bytes: expectedBytes, nativeCode: 'NotCapable' });
  });

  it('says so where native code is not permitted', () => {
    expect(run([], [])).toMatchObject({ bytes: 'NotCapable' });
  });
});

function run(wrapper: readonly string[], permissions: readonly string[]): unknown {
  const deno = [DENO, 'run', '--unstable-net', '--no-prompt', '--allow-net', ...permissions, HOST];
  const [command, ...args] = [...wrapper, ...deno];
  return JSON.parse(execFileSync(command!, args, { cwd: ROOT, encoding: 'utf8' }));
}

async function send(port: number, packets: number): Promise<void> {
  const socket = createSocket('udp4');
  for (let i = 0; i < packets; i++)
    await new Promise((resolve) => {
      socket.send(FIRST_PACKET, port, '127.0.0.1', resolve);
    });
  socket.close();
}

/** Node asks with SO_RCVBUF; what an operator made large is left alone. */
async function bufferOfNode(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  if (socket.getRecvBufferSize() < WISH_BYTES) socket.setRecvBufferSize(WISH_BYTES);
  const bytes = socket.getRecvBufferSize();
  socket.close();
  return bytes;
}

/** Packets that the socket on this port of 127.0.0.1 had no room for. */
function dropped(port: number): number {
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const line = readFileSync('/proc/net/udp', 'utf8')
    .split('\n')
    .find((one) => one.includes(` ${local} `));
  return Number(line?.trim().split(/\s+/).at(-1));
}

/** CAP_NET_ADMIN counts in the first user namespace only. */
function mayForce(): boolean {
  const [, capabilities = '0'] = /^CapEff:\s*(\w+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  const whole = /^\s*0\s+0\s+4294967295\s*$/.test(readFileSync('/proc/self/uid_map', 'utf8'));
  return whole && (BigInt(`0x${capabilities}`) & CAP_NET_ADMIN) !== 0n;
}
