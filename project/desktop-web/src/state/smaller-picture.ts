// Photos of phones have more pixels than screens show: they are made smaller before they are sent, unless somebody wants the original.
// Only what canBeSmaller: of drawings and screenshots every pixel counts, and GIF, WebP and PNG may move.

import { canBeSmaller } from './upload-rules.js';

const LONGEST_PX = 2_560;
const QUALITY = 0.85;
/** A result that saves less than a fifth is not worth its loss. */
const WORTH_RATIO = 0.8;
/** Of a phone that takes its time to decode; the original is sent then. */
const DECODE_MS = 20_000;

/** At most 2,560 px long, upright, without metadata; the file itself when it is small enough or cannot be decoded here. */
export async function smallerPicture(file: Blob): Promise<Blob> {
  if (!canBeSmaller(file)) return file;
  try {
    const smaller = await encoded(await decoded(file));
    return smaller !== null && smaller.size < WORTH_RATIO * file.size ? smaller : file;
  } catch {
    return file;
  }
}

async function decoded(file: Blob): Promise<ImageBitmap> {
  const decoding = createImageBitmap(file);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the picture could not be decoded in time')), DECODE_MS);
  });
  try {
    return await Promise.race([decoding, late]);
  } catch (error) {
    decoding.then((bitmap) => bitmap.close()).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function encoded(bitmap: ImageBitmap): Promise<Blob | null> {
  const scale = Math.min(1, LONGEST_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  try {
    const context = canvas.getContext('2d');
    if (context === null) return null;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  } finally {
    bitmap.close();
    canvas.width = 0; // Safari keeps the pixels of canvases until they are collected
  }
}
