// A network of its own behind a cable that loses packets, for UDP and TCP alike: the kernel's own QUIC-over-UDP and TCP sockets see real loss.
// Needs root, /dev/net/tun and `ip` of iproute2. Nothing of the machine's own network is touched: close() leaves nothing behind.
import { execFile } from 'node:child_process';
import { accessSync } from 'node:fs';
import { promisify } from 'node:util';
import { startProcess } from '../processes/start-process.ts';

export interface LinkSetting {
  /** Share of packets that are lost, in each direction. */
  readonly loss: number;
  /** One way. */
  readonly delayMs: number;
  readonly seed: number;
}

export type LinkEvent = { readonly event: 'ready' } | { readonly event: 'ended'; readonly forwarded: number; readonly lost: number };

export interface LossyLink {
  /** Where the far side reaches servers that listen on all addresses of this machine. */
  readonly host: string;
  /** In front of a command that is to run on the far side. */
  readonly within: readonly string[];
}

interface Used<T> {
  readonly result: T;
  /** Packets in both directions. */
  readonly forwarded: number;
  readonly lost: number;
}

const run = promisify(execFile);
const ip = (...args: string[]): Promise<unknown> => run('ip', args);

/** Why there can be no link on this machine; undefined: there can. */
export async function whyNoLink(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'not root';
  try {
    accessSync('/dev/net/tun');
    await ip('netns', 'list');
    return undefined;
  } catch (error) {
    return `no TUN devices or no network namespaces: ${(error as Error).message.split('\n')[0] ?? ''}`;
  }
}

/** The link lasts as long as `use` does. */
export async function overLossyLink<T>(setting: LinkSetting, use: (link: LossyLink) => Promise<T>): Promise<Used<T>> {
  const near = `gw${process.pid}a`;
  const far = `gw${process.pid}b`;
  const namespace = `godwit-bench-${process.pid}`;
  // 198.18.0.0/15 is reserved for measurements between networks; a /30 of it by process id, so that two benches do not meet
  const block = (process.pid % 16_384) * 4;
  const address = (end: number): string => `198.18.${(block + end) >> 8}.${(block + end) & 255}`;
  const { loss, delayMs, seed } = setting;
  const args = [near, far, String(loss), String(delayMs), String(seed)];
  const cable = await startProcess<LinkEvent>({ name: 'lossy link', engine: 'deno', file: 'udp-loss/lossy-link-process.ts', args });
  try {
    await cable.events.next();
    await joinNetworks({ near, far, namespace, nearAddress: address(1), farAddress: address(2) });
    const result = await use({ host: address(1), within: ['ip', 'netns', 'exec', namespace] });
    await cable.stop();
    const { value } = (await cable.events.next()) as { value: LinkEvent | undefined };
    return value?.event === 'ended' ? { result, forwarded: value.forwarded, lost: value.lost } : { result, forwarded: 0, lost: 0 };
  } finally {
    await cable.stop();
    await ip('netns', 'del', namespace).catch(() => undefined);
  }
}

interface Ends {
  readonly near: string;
  readonly far: string;
  readonly namespace: string;
  readonly nearAddress: string;
  readonly farAddress: string;
}

/** The devices end with the process that holds them. */
async function joinNetworks({ near, far, namespace, nearAddress, farAddress }: Ends): Promise<void> {
  await ip('netns', 'add', namespace);
  await ip('link', 'set', far, 'netns', namespace);
  await ip('addr', 'add', `${nearAddress}/30`, 'dev', near);
  await ip('link', 'set', near, 'up');
  await ip('-n', namespace, 'addr', 'add', `${farAddress}/30`, 'dev', far);
  await ip('-n', namespace, 'link', 'set', far, 'up');
  await ip('-n', namespace, 'link', 'set', 'lo', 'up');
}
