// What a picture says beside its pixels: where and when it was taken, with what, by whom, and what it looked like before it was cut.
import { unreachable } from '@godwit/shared/outcome';
import { stripGif } from './gif.js';
import { stripJpeg } from './jpeg.js';
import { stripPng } from './png.js';
import { stripWebp } from './webp.js';

export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';

/**
 * The same picture, byte for byte in its pixels, without all that; its orientation stays, as the only tag. undefined: it is not made as
 * the standard of its type says, however well decoders cope with it.
 */
export function stripMetadata(type: ImageType, bytes: Buffer, orientation: number): Buffer | undefined {
  switch (type) {
    case 'image/jpeg':
      return stripJpeg(bytes, orientation);
    case 'image/png':
      return stripPng(bytes, orientation);
    case 'image/webp':
      return stripWebp(bytes, orientation);
    case 'image/gif':
      return stripGif(bytes);
    default:
      return unreachable(type);
  }
}
