// Where the bytes of files lie. Everything of one file lies under its key: `key/upload`, what was put and may be put again, and
// `key/<version>`, what was looked at and kept. So a PUT never changes a file, and the key alone is enough to remove all of it.
import { createHash } from 'node:crypto';

/** What was put last. Another PUT has another version. */
export interface Placed {
  readonly size: number;
  readonly version: string;
}

export interface PutTarget {
  readonly fileId: string;
  readonly userId: string;
  readonly key: string;
  readonly size: number;
  readonly expiresAt: number;
}

export interface GetTarget {
  readonly fileId: string;
  readonly userId: string;
  /** Of what was kept: as keep() named it. */
  readonly path: string;
  readonly mime: string;
  readonly disposition: string;
  readonly expiresAt: number;
}

/** Rejects with DependencyError when the storage does not answer. */
export interface FileStorage {
  /** For PUTs of exactly `size` bytes until `expiresAt`. */
  putUrl(target: PutTarget): Promise<{ readonly url: string; readonly headers: Record<string, string> }>;
  getUrl(target: GetTarget): Promise<string>;
  placed(key: string): Promise<Placed | undefined>;
  /** The first `bytes` of an upload; undefined: another version was put meanwhile. */
  read(key: string, version: string, bytes: number): Promise<Buffer | undefined>;
  /** The path under which this version stays as it is; undefined: another was put meanwhile. */
  keep(key: string, version: string): Promise<string | undefined>;
  /** The path under which these bytes are, in place of this version; the same ones for the same version. */
  keepInstead(key: string, version: string, bytes: Buffer): Promise<string>;
  /** All of a file but what was kept at `path`: its upload, and what broken-off attempts left. */
  dropRest(path: string): Promise<void>;
  /** All of a file, whatever there is of it. */
  remove(key: string): Promise<void>;
}

/** 32 hex digits. */
export const FILE_KEY = /^[0-9a-f]{32}$/;
export const FILE_PATH = /^[0-9a-f]{32}\/[0-9a-f]{32}$/;
/** Where a version is kept. */
export const pathOf = (key: string, version: string): string => `${key}/${createHash('sha256').update(version).digest('hex').slice(0, 32)}`;
export const keyOf = (path: string): string => path.slice(0, 32);
