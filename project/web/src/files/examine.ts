// What an upload is, before it becomes a file: by its content, whatever its name says (S16).
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { StoredFile } from '../store/files.js';
import { HEAD_BYTES, IMAGES, isImageType, typeOfKind } from './content-type.js';
import type { Placed } from './file-storage.js';
import type { Files } from './files.js';

export interface Examined {
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly thumbnail: Buffer;
  /** What is kept in place of the upload; undefined: it is kept as it is. */
  readonly clean: Buffer | undefined;
}

const NO_PICTURE = { width: 0, height: 0, thumbnail: Buffer.alloc(0), clean: undefined };

/** Of an upload of the announced size. */
export async function examine(files: Files, { kind, storageKey, size }: StoredFile, { version }: Placed): Promise<Outcome<Examined>> {
  const picture = kind === 'image' || kind === 'avatar';
  const bytes = await files.storage.read(storageKey, version, picture ? size : Math.min(size, HEAD_BYTES));
  if (bytes === undefined) return refuse('FILE_INCOMPLETE', 'it was put again meanwhile');
  const mime = typeOfKind(kind, bytes.subarray(0, HEAD_BYTES));
  if (mime === undefined) return refuse('FILE_TYPE_REFUSED', `the content is no ${kind}`);
  if (!picture || !isImageType(mime)) return ok({ mime, ...NO_PICTURE });
  const examined = await files.images.examine(bytes, mime);
  if (!examined.ok) return examined;
  const { clean, ...found } = examined.value;
  return ok({ mime, ...found, clean: clean.equals(bytes) ? undefined : clean });
}

/** Shown in the page; everything else is saved. SVG and HTML are never among them: neither has a type here. */
export const isShown = ({ kind, mime }: Pick<StoredFile, 'kind' | 'mime'>): boolean =>
  kind !== 'file' && (IMAGES.has(mime) || /^(?:audio|video)\//.test(mime));
