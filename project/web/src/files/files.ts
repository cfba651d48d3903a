import type { FileKind } from '@godwit/shared/rest/files';
import { KIND_MAX_BYTES } from '@godwit/shared/rest/limits';
import type { FileStorage } from './file-storage.js';
import type { Images } from './image.js';
import type { LocalStorage } from './local-storage.js';
import type { SignedUrls } from './signed-urls.js';

/** What the routes of files work with. */
export interface Files {
  readonly storage: FileStorage;
  /** When it is the local one: this tier serves its content. */
  readonly local: LocalStorage | undefined;
  readonly urls: SignedUrls;
  readonly images: Images;
  /** Of one file or video. */
  readonly maxBytes: number;
  /** Of all files of one user. */
  readonly userBytes: number;
}

export const maxBytesOf = ({ maxBytes }: Files, kind: FileKind): number =>
  kind === 'file' || kind === 'video' ? maxBytes : Math.min(KIND_MAX_BYTES[kind], maxBytes);
