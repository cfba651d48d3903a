// What an upload is, before it becomes a file: by its content, whatever its name says (S16).
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import type { FileKind } from '@godwit/shared/rest/files';
import type { StoredFile } from '../store/files.js';
import { HEAD_BYTES, IMAGES, isImageType, typeOfKind } from './content-type.js';
import type { Placed } from './file-storage.js';
import { type Files, maxBytesOf } from './files.js';
import { decodeImage } from './image.js';

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
export function examine(files: Files, file: StoredFile, placed: Placed): Promise<Outcome<Examined>> {
  const picture = file.kind === 'image' || file.kind === 'avatar';
  return picture ? files.images.inTurn(() => examinePicture(files, file, placed)) : examineHead(files, file, placed);
}

async function examineHead({ storage }: Files, { kind, storageKey, size }: StoredFile, { version }: Placed): Promise<Outcome<Examined>> {
  const head = await storage.read(storageKey, version, Math.min(size, HEAD_BYTES));
  if (head === undefined) return PUT_AGAIN;
  const mime = typeOfKind(kind, head);
  return mime === undefined ? noSuch(kind) : ok({ mime, ...NO_PICTURE });
}

async function examinePicture(files: Files, { kind, storageKey, size }: StoredFile, { version }: Placed): Promise<Outcome<Examined>> {
  const bytes = await files.storage.read(storageKey, version, size);
  if (bytes === undefined) return PUT_AGAIN;
  const mime = typeOfKind(kind, bytes.subarray(0, HEAD_BYTES));
  if (mime === undefined || !isImageType(mime)) return noSuch(kind);
  const decoded = await decodeImage(bytes, mime);
  if (!decoded.ok) return decoded;
  const { clean, ...found } = decoded.value;
  const most = maxBytesOf(files, kind);
  if (clean.length > most)
    return refuse('FILE_TOO_LARGE', `made anew it has ${String(clean.length)} bytes, a file of kind ${kind} has at most ${String(most)}`);
  return ok({ mime, ...found, clean: clean.equals(bytes) ? undefined : clean });
}

const PUT_AGAIN = refuse('FILE_INCOMPLETE', 'it was put again meanwhile');
const noSuch = (kind: FileKind): Outcome<never> => refuse('FILE_TYPE_REFUSED', `the content is no ${kind}`);

/** Shown in the page; everything else is saved. SVG and HTML are never among them: neither has a type here. */
export const isShown = ({ kind, mime }: Pick<StoredFile, 'kind' | 'mime'>): boolean =>
  kind !== 'file' && (IMAGES.has(mime) || /^(?:audio|video)\//.test(mime));
