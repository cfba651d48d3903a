// Files on a local disk. PUT and GET are served by this tier (routes/files), byte for byte: nothing is held in memory.
// Bound: MAX_WRITES uploads at once, one of each file; one that sends nothing for STALL_MS ends.
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { link, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DependencyError } from '../dependency-error.js';
import { FILE_KEY, FILE_PATH, type FileStorage, type GetTarget, keyOf, pathOf, type Placed, type PutTarget } from './file-storage.js';
import type { SignedUrls } from './signed-urls.js';

const MAX_WRITES = 128;
const STALL_MS = 30_000;
const UPLOAD = 'upload';

export type Written = 'written' | 'other size' | 'broken off' | 'busy';

export class LocalStorage implements FileStorage {
  readonly #dir: string;
  readonly #urls: SignedUrls;
  /** Key → what breaks off the upload that is under way. */
  readonly #writes = new Map<string, AbortController>();

  /** Throws when the directory cannot be made. */
  constructor(dir: string, urls: SignedUrls) {
    this.#dir = dir;
    this.#urls = urls;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  }

  /** Uploads that are under way. */
  get writes(): number {
    return this.#writes.size;
  }

  async putUrl({ fileId, userId, expiresAt }: PutTarget): ReturnType<FileStorage['putUrl']> {
    const headers = { 'content-type': 'application/octet-stream' };
    return { url: this.#urls.sign({ method: 'PUT', fileId, userId, expiresAt }), headers };
  }

  async getUrl({ fileId, userId, expiresAt }: GetTarget): Promise<string> {
    return this.#urls.sign({ method: 'GET', fileId, userId, expiresAt });
  }

  placed(key: string): Promise<Placed | undefined> {
    return placedAt(join(this.#place(key), UPLOAD));
  }

  async read(key: string, version: string, bytes: number): Promise<Buffer | undefined> {
    const file = await unlessMissing(open(join(this.#place(key), UPLOAD)));
    if (file === undefined) return undefined;
    try {
      const stats = await file.stat({ bigint: true });
      if (versionOf(stats) !== version) return undefined;
      const buffer = Buffer.alloc(Math.min(bytes, Number(stats.size)));
      let at = 0;
      while (at < buffer.length) {
        const { bytesRead } = await file.read(buffer, at, buffer.length - at, at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return buffer.subarray(0, at);
    } finally {
      await file.close();
    }
  }

  /** A link, so that what a later PUT renames over the upload does not touch it. */
  async keep(key: string, version: string): Promise<string | undefined> {
    const path = pathOf(key, version);
    const kept = this.#kept(path);
    try {
      await link(join(this.#place(key), UPLOAD), kept);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) return unlessMissing(Promise.reject(error as Error));
    }
    if ((await placedAt(kept))?.version === version) return path;
    await rm(kept, { force: true });
    return undefined;
  }

  async keepInstead(key: string, version: string, bytes: Buffer): Promise<string> {
    const path = pathOf(key, version);
    const part = this.#newPart(key);
    try {
      await writeFile(part, bytes, { flag: 'wx', mode: 0o600 });
      await rename(part, this.#kept(path));
      return path;
    } catch (error) {
      await rm(part, { force: true });
      throw new DependencyError('file storage', 'UNAVAILABLE', error);
    }
  }

  async dropRest(path: string): Promise<void> {
    const kept = this.#kept(path);
    const place = dirname(kept);
    for (const name of (await unlessMissing(readdir(place))) ?? [])
      if (join(place, name) !== kept) await rm(join(place, name), { force: true });
  }

  remove(key: string): Promise<void> {
    return rm(this.#place(key), { recursive: true, force: true });
  }

  /** The body of a PUT, which breaks off one that still comes for the same key. What does not end as announced leaves nothing. */
  async write(key: string, size: number, body: Readable): Promise<Written> {
    const before = this.#writes.get(key);
    if (before === undefined && this.#writes.size >= MAX_WRITES) return 'busy';
    before?.abort();
    const breakOff = new AbortController();
    this.#writes.set(key, breakOff);
    const place = this.#place(key);
    const part = this.#newPart(key);
    const stall = setTimeout(() => {
      breakOff.abort();
    }, STALL_MS);
    try {
      await mkdir(place, { recursive: true, mode: 0o700 });
      await pipeline(body, (source) => exactly(source, size, stall), createWriteStream(part, { flags: 'wx', mode: 0o600 }), {
        signal: breakOff.signal,
      });
      await rename(part, join(place, UPLOAD));
      return 'written';
    } catch (error) {
      await rm(part, { force: true });
      if (error instanceof OtherSize) return 'other size';
      if (isBrokenOff(error)) return 'broken off';
      throw new DependencyError('file storage', 'UNAVAILABLE', error);
    } finally {
      clearTimeout(stall);
      if (this.#writes.get(key) === breakOff) this.#writes.delete(key);
    }
  }

  /** Of what was kept, both ends included; undefined: it is not there. Whoever gets the stream destroys it or reads it to its end. */
  async open(path: string, start: number, end: number): Promise<Readable | undefined> {
    return (await unlessMissing(open(this.#kept(path))))?.createReadStream({ start, end });
  }

  #place(key: string): string {
    if (!FILE_KEY.test(key)) throw new Error('not a key of the file storage');
    return join(this.#dir, key.slice(0, 2), key);
  }

  #newPart(key: string): string {
    return join(this.#place(key), `${randomBytes(16).toString('hex')}.part`);
  }

  #kept(path: string): string {
    if (!FILE_PATH.test(path)) throw new Error('not a path of the file storage');
    return join(this.#place(keyOf(path)), path.slice(33));
  }
}

class OtherSize extends Error {}

async function* exactly(source: AsyncIterable<Buffer>, size: number, stall: NodeJS.Timeout): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    stall.refresh();
    bytes += chunk.length;
    if (bytes > size) throw new OtherSize();
    yield chunk;
  }
  if (bytes !== size) throw new OtherSize();
}

const hasCode = (error: unknown, ...codes: string[]): boolean => codes.includes(String((error as { code?: unknown }).code));
const isBrokenOff = (error: unknown): boolean => hasCode(error, 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR');

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw new DependencyError('file storage', 'UNAVAILABLE', error);
  }
}

/** A rename keeps it and no other file has it: the inode is in use as long as the name is, and a later one has another time. */
const versionOf = ({ ino, mtimeNs, size }: { ino: bigint; mtimeNs: bigint; size: bigint }): string =>
  [ino, mtimeNs, size].map(String).join(':');

async function placedAt(path: string): Promise<Placed | undefined> {
  const stats = await unlessMissing(stat(path, { bigint: true }));
  return stats === undefined ? undefined : { size: Number(stats.size), version: versionOf(stats) };
}
