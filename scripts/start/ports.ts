// Which of the wanted ports are taken, by whom, and which setting changes them; and free ports for those wanted as 0.
import { createSocket } from 'node:dgram';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { freePort } from '../servers/free-port.ts';

export interface WantedPort {
  readonly protocol: 'tcp' | 'udp';
  readonly host: string;
  readonly port: number;
  readonly setting: string;
  readonly purpose: string;
}

export interface Holder {
  readonly pid: number;
  readonly command: string;
}

/** One line per port that cannot be had. */
export async function portProblems(wanted: readonly WantedPort[]): Promise<string[]> {
  const problems = await Promise.all(wanted.map(async (port) => describe(port, await bindError(port))));
  return problems.filter((problem) => problem !== undefined);
}

function describe({ protocol, port, host, setting, purpose }: WantedPort, code: string | undefined): string | undefined {
  const what = `port ${port} (${protocol.toUpperCase()}, ${purpose})`;
  const other = `${setting}=${port < 65_000 ? port + 1 : port - 1} npm start`;
  switch (code) {
    case undefined:
      return undefined;
    case 'EADDRINUSE':
      return `${what} is taken by ${holderText(portHolder(protocol, port))}: stop that, or choose another: ${other}`;
    case 'EACCES':
      return `${what} needs root: choose one above 1023: ${setting}=8080 npm start`;
    case 'EADDRNOTAVAIL':
      return `${what} cannot be opened: this machine has no address ${host}`;
    default:
      return `${what} cannot be opened (${code}): choose another: ${other}`;
  }
}

const holderText = (holder: Holder | undefined): string =>
  holder === undefined ? 'a process of another user' : `process ${holder.pid} (${holder.command})`;

/** A port that is free for TCP and UDP. */
export async function freePortForBoth(host: string): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const port = await freePort();
    if ((await bindError({ protocol: 'udp', host, port })) === undefined) return port;
  }
  throw new Error('no port is free for both TCP and UDP');
}

function bindError({ protocol, host, port }: Pick<WantedPort, 'protocol' | 'host' | 'port'>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(error.code ?? error.message);
    if (protocol === 'tcp') {
      const server = createServer().once('error', failed);
      server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
    } else {
      const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4').once('error', failed);
      socket.bind({ address: host, port, exclusive: true }, () => socket.close(() => resolve(undefined)));
    }
  });
}

/** From /proc: the socket's inode, then the process that has it open; undefined where that is not allowed to be seen. */
export function portHolder(protocol: 'tcp' | 'udp', port: number): Holder | undefined {
  const inodes = new Set(['', '6'].flatMap((version) => socketInodes(`/proc/net/${protocol}${version}`, protocol, port)));
  if (inodes.size === 0) return undefined;
  const pid = readList('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((name) => readList(`/proc/${name}/fd`).some((fd) => inodes.has(readLink(`/proc/${name}/fd/${fd}`))));
  return pid === undefined ? undefined : { pid: Number(pid), command: commandLine(pid) };
}

const TCP_LISTEN = '0A';

function socketInodes(table: string, protocol: 'tcp' | 'udp', port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  return readText(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(`:${hexPort}`) === true && (protocol === 'udp' || columns[3] === TCP_LISTEN))
    .map((columns) => `socket:[${columns[9] ?? ''}]`);
}

const COMMAND_LENGTH = 80;

function commandLine(pid: string): string {
  const text = readText(`/proc/${pid}/cmdline`)
    .replace(/[\0\s]+/g, ' ')
    .trim();
  return text.length > COMMAND_LENGTH ? `${text.slice(0, COMMAND_LENGTH)}…` : text;
}

const readText = (path: string): string => orElse(() => readFileSync(path, 'utf8'), '');
const readList = (path: string): string[] => orElse(() => readdirSync(path), []);
const readLink = (path: string): string => orElse(() => readlinkSync(path), '');

/** Processes come and go while they are looked at, and those of others cannot be read. */
function orElse<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
