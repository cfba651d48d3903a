// Images are decoded once, when they are complete: that proves that they are images, and gives the tiny picture that messages carry. What
// they say beside their pixels is taken off (S16).
// Bound: MAX_PIXELS before anything is decoded, MAX_RUNNING in memory at a time, MAX_WAITING wait, SECONDS each.
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { DependencyError } from '../dependency-error.js';
import { type ImageType, stripMetadata } from './metadata/strip-metadata.js';

const MAX_PIXELS = 50_000_000;
const MAX_RUNNING = 2;
const MAX_WAITING = 32;
const SECONDS = 10;
/** 20 of them fit a message of 32 KB. */
const MAX_THUMBNAIL_BYTES = 1_200;
const THUMBNAIL_SIDES = [64, 40, 24];

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly thumbnail: Buffer;
  /** The file without its metadata. */
  readonly clean: Buffer;
}

export interface Images {
  /** That wait to be read and decoded. */
  readonly waiting: number;
  /** The work on one image, from reading it on. Rejects with DependencyError when too many wait. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

export function createImages(): Images {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = async (): Promise<void> => {
    if (waiting.length >= MAX_WAITING) throw new DependencyError('image decoder', 'OVERLOADED');
    if (running < MAX_RUNNING) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  /** The place goes to who waits longest. */
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return {
    get waiting() {
      return waiting.length;
    },
    inTurn: async (work) => {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}

/** In its turn. The library is loaded with the first image: it maps 20 MB of code. */
export async function decodeImage(bytes: Buffer, type: ImageType): Promise<Outcome<Picture>> {
  const { default: sharp } = await import('sharp');
  const options = { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true } as const;
  const source = (): import('sharp').Sharp => sharp(bytes, options);
  try {
    const { width, height, autoOrient, orientation = 1 } = await source().metadata();
    if (width * height > MAX_PIXELS)
      return refuse('FILE_TOO_LARGE', `${String(width)} × ${String(height)} pixels, at most ${String(MAX_PIXELS)} are decoded`);
    const tiny = await thumbnail(source);
    const clean = stripMetadata(type, bytes, orientation) ?? (await madeAnew(sharp(bytes, { ...options, animated: true })));
    return ok({ width: autoOrient.width, height: autoOrient.height, thumbnail: tiny, clean });
  } catch (error) {
    // the library tells these two by their text only
    if (error instanceof Error && /pixel limit/i.test(error.message)) return refuse('FILE_TOO_LARGE', 'too many pixels');
    return refuse('FILE_TYPE_REFUSED', 'the image cannot be decoded');
  }
}

/** In the same format, as it is shown: of files that decoders cope with and the standard does not. */
const madeAnew = (source: import('sharp').Sharp): Promise<Buffer> =>
  source.autoOrient().keepIccProfile().timeout({ seconds: SECONDS }).toBuffer();

async function thumbnail(source: () => import('sharp').Sharp): Promise<Buffer> {
  for (const side of THUMBNAIL_SIDES) {
    const bytes = await source()
      .autoOrient()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 40 })
      .timeout({ seconds: SECONDS })
      .toBuffer();
    if (bytes.length <= MAX_THUMBNAIL_BYTES) return bytes;
  }
  return Buffer.alloc(0);
}
