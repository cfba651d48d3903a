// What a file is, by its first bytes. Only what browsers show by themselves and people exchange is told; the rest is a file to be saved.
import type { FileKind } from '@godwit/shared/rest/files';
import type { ImageType } from './metadata/strip-metadata.js';

/** As many as any signature below needs. */
export const HEAD_BYTES = 64;
export const UNKNOWN_TYPE = 'application/octet-stream';

const ascii = (head: Buffer, at: number, text: string): boolean => head.toString('latin1', at, at + text.length) === text;
const bytes = (head: Buffer, hex: string): boolean => head.toString('hex', 0, hex.length / 2) === hex;

type Signature = readonly [type: string, matches: (head: Buffer) => boolean];

const SIGNATURES: readonly Signature[] = [
  ['image/png', (h) => bytes(h, '89504e470d0a1a0a')],
  ['image/jpeg', (h) => bytes(h, 'ffd8ff')],
  ['image/gif', (h) => ascii(h, 0, 'GIF87a') || ascii(h, 0, 'GIF89a')],
  ['image/webp', (h) => ascii(h, 0, 'RIFF') && ascii(h, 8, 'WEBP')],
  ['audio/wav', (h) => ascii(h, 0, 'RIFF') && ascii(h, 8, 'WAVE')],
  ['audio/mp4', (h) => ascii(h, 4, 'ftypM4A')],
  ['video/quicktime', (h) => ascii(h, 4, 'ftypqt  ')],
  ['video/mp4', (h) => ascii(h, 4, 'ftyp') && /^(?:isom|iso[2-9]|mp4[12]|avc1|M4V |dash|MSNV)$/.test(h.toString('latin1', 8, 12))],
  ['video/webm', (h) => bytes(h, '1a45dfa3') && h.includes('webm')],
  ['audio/ogg', (h) => ascii(h, 0, 'OggS')],
  ['audio/flac', (h) => ascii(h, 0, 'fLaC')],
  ['audio/mpeg', (h) => ascii(h, 0, 'ID3') || (h[0] === 0xff && [0xfb, 0xf3, 0xf2].includes(h[1] ?? 0))],
  ['audio/aac', (h) => h[0] === 0xff && [0xf1, 0xf9].includes(h[1] ?? 0)],
  ['application/pdf', (h) => ascii(h, 0, '%PDF-')],
  ['application/zip', (h) => bytes(h, '504b0304')],
];

const typeOf = (head: Buffer): string => SIGNATURES.find(([, matches]) => matches(head))?.[0] ?? UNKNOWN_TYPE;

const IMAGE_TYPES: readonly ImageType[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
export const IMAGES: ReadonlySet<string> = new Set(IMAGE_TYPES);
export const isImageType = (type: string): type is ImageType => IMAGES.has(type);
/** The containers of both: what a browser records of a voice begins as its videos do. */
const AUDIO_OF: Record<string, string> = { 'video/webm': 'audio/webm', 'video/mp4': 'audio/mp4' };

/** The type of a file of this kind; undefined: it is no such thing. */
export function typeOfKind(kind: FileKind, head: Buffer): string | undefined {
  const type = typeOf(head);
  switch (kind) {
    case 'file':
      return type;
    case 'image':
    case 'avatar':
      return IMAGES.has(type) ? type : undefined;
    case 'voice':
      return type.startsWith('audio/') ? type : AUDIO_OF[type];
    case 'video':
      return type.startsWith('video/') ? type : undefined;
  }
}
