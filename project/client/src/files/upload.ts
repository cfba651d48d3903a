// One upload: announced, put, completed. Bound: ATTEMPTS for each step; what fails for good is given up on the server too.
import type { Clock } from '@godwit/shared/clock';
import { guard } from '@godwit/shared/guard';
import type { Attachment } from '@godwit/shared/protocol/messages/attachment';
import type { FileInfo, FileKind } from '@godwit/shared/rest/files';
import { again, isPassing } from '../api/again.js';
import { ApiError } from '../api/api-error.js';
import type { FilesApi } from '../api/files-api.js';
import { type PutBytes, putBytes } from './put-bytes.js';

const ATTEMPTS = 4;

export interface UploadOptions {
  /** Default: by the type of the file; avatar must be said. */
  readonly kind?: FileKind;
  /** Default: the name of a File, else "file". */
  readonly name?: string;
  /** After each part that left: bytes of all bytes. Goes back to 0 when a PUT begins anew. */
  readonly onProgress?: (sent: number, size: number) => void;
  /** Gives it up; upload() rejects with the reason of the signal. */
  readonly signal?: AbortSignal;
}

export interface UploadParts {
  readonly api: FilesApi;
  readonly clock: Clock;
  /** A path of the server becomes an address. */
  readonly addressOf: (url: string) => string;
}

/** Rejects with ApiError, or with the reason of the signal. */
export async function uploadFile({ api, clock, addressOf }: UploadParts, file: Blob, options: UploadOptions): Promise<Attachment> {
  const { kind = kindOf(file.type), name = nameOf(file), signal = new AbortController().signal, onProgress } = options;
  signal.throwIfAborted();
  const target = await api.create({ kind, name, size: file.size });
  const tell = (sent: number): void => onProgress?.(Math.min(sent, file.size), file.size);
  const repeated = { attempts: ATTEMPTS, clock, signal };
  try {
    await again(() => put({ url: addressOf(target.url), headers: target.headers, body: file, signal, onProgress: tell }), repeated);
    signal.throwIfAborted();
    return attachmentOf(await again(() => api.complete(target.fileId), repeated));
  } catch (error) {
    guard(api.abort(target.fileId)); // else the server gives it up after an hour
    throw error;
  }
}

async function put(bytes: PutBytes): Promise<void> {
  bytes.onProgress(0);
  const status = await putBytes(bytes);
  if (status >= 200 && status < 300) return;
  const failure = isPassing(status)
    ? { error: 'NETWORK', message: 'the upload did not get through' }
    : { error: 'UNKNOWN', message: `the upload was refused with HTTP ${String(status)}` };
  throw new ApiError({ code: 0, status, ...failure });
}

const SHOWN_IMAGES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

function kindOf(type: string): FileKind {
  if (SHOWN_IMAGES.has(type)) return 'image';
  if (type.startsWith('video/')) return 'video';
  return 'file';
}

const nameOf = (file: Blob): string => (typeof File !== 'undefined' && file instanceof File && file.name !== '' ? file.name : 'file');

const NO_BYTES = new Uint8Array(0);

const attachmentOf = ({ fileId, name, mime, size, width, height, thumbnail }: FileInfo): Attachment => ({
  fileId,
  name,
  mime,
  size,
  width,
  height,
  durationMs: 0,
  thumbnail: Uint8Array.from(atob(thumbnail), (c) => c.charCodeAt(0)),
  waveform: NO_BYTES,
  url: '',
});
