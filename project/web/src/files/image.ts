// Images are decoded once, when they are complete: that proves that they are images, and gives the tiny picture that messages carry.
// Bound: MAX_PIXELS before anything is decoded, MAX_RUNNING at a time, MAX_WAITING wait, SECONDS each.
import { ok, type Outcome, refuse } from '@godwit/shared/outcome';
import { DependencyError } from '../dependency-error.js';

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
}

export interface Images {
  examine(bytes: Buffer): Promise<Outcome<Picture>>;
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
    examine: async (bytes) => {
      await enter();
      try {
        return await examine(bytes);
      } finally {
        leave();
      }
    },
  };
}

/** The library is loaded with the first image: it maps 20 MB of code. */
async function examine(bytes: Buffer): Promise<Outcome<Picture>> {
  const { default: sharp } = await import('sharp');
  const source = (): import('sharp').Sharp => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true });
  try {
    const { width, height, autoOrient } = await source().metadata();
    if (width * height > MAX_PIXELS)
      return refuse('FILE_TOO_LARGE', `${String(width)} × ${String(height)} pixels, at most ${String(MAX_PIXELS)} are decoded`);
    return ok({ width: autoOrient.width, height: autoOrient.height, thumbnail: await thumbnail(source) });
  } catch (error) {
    // the library tells these two by their text only
    if (error instanceof Error && /pixel limit/i.test(error.message)) return refuse('FILE_TOO_LARGE', 'too many pixels');
    return refuse('FILE_TYPE_REFUSED', 'the image cannot be decoded');
  }
}

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
