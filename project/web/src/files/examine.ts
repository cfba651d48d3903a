// What an upload is, before it becomes a file: by its content, whatever its name says (S16).
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { StoredFile } from '../store/files.js';
import { HEAD_BYTES, IMAGES, typeOfKind } from './content-type.js';
import type { Placed } from './file-storage.js';
import type { Files } from './files.js';

export interface Examined {
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly thumbnail: Buffer;
}

const NO_PICTURE = { width: 0, height: 0, thumbnail: Buffer.alloc(0) };

/** Of an upload of the announced size. */
export async function examine(files: Files, { kind, storageKey, size }: StoredFile, { version }: Placed): Promise<Outcome<Examined>> {
  const picture = kind === 'image' || kind === 'avatar';
  const bytes = await files.storage.read(storageKey, version, picture ? size : Math.min(size, HEAD_BYTES));
  if (bytes === undefined) return refuse('FILE_INCOMPLETE', 'it was put again meanwhile');
  const mime = typeOfKind(kind, bytes.subarray(0, HEAD_BYTES));
  if (mime === undefined) return refuse('FILE_TYPE_REFUSED', `the content is no ${kind}`);
  if (!picture) return ok({ mime, ...NO_PICTURE });
  const examined = await files.images.examine(bytes);
  return examined.ok ? ok({ mime, ...examined.value }) : examined;
}

/** Shown in the page; everything else is saved. SVG and HTML are never among them: neither has a type here. */
export const isShown = ({ kind, mime }: Pick<StoredFile, 'kind' | 'mime'>): boolean =>
  kind !== 'file' && (IMAGES.has(mime) || /^(?:audio|video)\//.test(mime));
