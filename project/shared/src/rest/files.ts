// Uploads and downloads: POST /files → PUT to the signed URL → complete; a link for every download.
import { z } from 'zod';
import { id, line, time } from './fields.js';
import { MAX_FILE_BYTES } from './limits.js';

/** In the order of file.kind. */
export const FILE_KINDS = ['file', 'image', 'voice', 'video', 'avatar'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** How long a download link is good. */
export const LINK_MS = 5 * 60_000;
/** How long an upload may take, from its announcement to its completion. */
export const UPLOAD_MS = 60 * 60_000;

export const fileParams = z.object({ fileId: id });

/** POST /files. name: as the user sees it; a path before it is dropped. */
export const fileRequest = z.strictObject({
  kind: z.enum(FILE_KINDS).default('file'),
  name: line(1_000),
  size: z.number().int().min(1).max(MAX_FILE_BYTES),
});
export type FileRequest = z.input<typeof fileRequest>;

/** Where the bytes go: one PUT of exactly `size` bytes with these headers, until `expiresAt`. url: absolute, or a path of this server. */
export const upload = z.object({
  fileId: id,
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  expiresAt: time,
});
export type Upload = z.output<typeof upload>;

/** A complete file. mime: what the content proves, else application/octet-stream. width, height, thumbnail (WebP in base64): of images. */
export const fileInfo = z.object({
  fileId: id,
  kind: z.enum(FILE_KINDS),
  name: z.string(),
  mime: z.string(),
  size: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  thumbnail: z.string(),
});
export type FileInfo = z.output<typeof fileInfo>;

/** url: absolute, or a path of this server; for this user only, and only until expiresAt. */
export const fileLink = z.object({ url: z.string(), expiresAt: time });
export type FileLink = z.output<typeof fileLink>;

/** What the local storage signs into its URLs. */
export const contentQuery = z.object({
  user: id,
  expires: z.string().regex(/^\d{13}$/, { error: 'expected a time' }),
  signature: z.string().regex(/^[\w-]{43}$/, { error: 'expected a signature' }),
});
export type ContentQuery = z.output<typeof contentQuery>;

/** PUT …/avatar. */
export const avatarRequest = z.strictObject({ fileId: id });
