import type { FileKind } from '@godwit/shared/rest/files';
import { KIND_MAX_BYTES } from '@godwit/shared/rest/limits';

export type SendKind = Extract<FileKind, 'image' | 'video' | 'file'>;

/** Why a file cannot be sent. folder: a file of no size and type that was dropped is one. */
export type Refusal = 'empty' | 'folder' | 'tooLarge' | 'tooMany';

const SHOWN: Readonly<Record<string, SendKind>> = {
  'image/png': 'image',
  'image/jpeg': 'image',
  'image/gif': 'image',
  'image/webp': 'image',
  'video/mp4': 'video',
  'video/quicktime': 'video',
  'video/webm': 'video',
};

/** A smaller picture goes as it is. */
const WORTH_BYTES = 400 * 1024;

/** What others see of it. Pictures that are too large to be shown, and what browsers do not show, go as files. */
export function sendKindOf({ type, size }: Pick<File, 'type' | 'size'>): SendKind {
  const kind = SHOWN[type] ?? 'file';
  return kind === 'image' && size > KIND_MAX_BYTES.image ? 'file' : kind;
}

/** Whether a picture is sent with fewer pixels, unless somebody wants the original. */
export const canBeSmaller = ({ type, size }: Pick<Blob, 'type' | 'size'>): boolean => type === 'image/jpeg' && size > WORTH_BYTES;

/** null: it can be sent. */
export function refusalOf({ size }: Pick<File, 'size'>, maxBytes: number): Refusal | null {
  if (size === 0) return 'empty';
  return size > maxBytes ? 'tooLarge' : null;
}
