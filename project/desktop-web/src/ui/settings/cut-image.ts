import { type Crop, sourceSquare } from './crop.js';

/** px; twice the largest that is shown. */
const AVATAR_SIDE = 512;
const QUALITY = 0.9;

/** The image of a file, or null: the browser cannot show it. */
export async function readImage(file: Blob): Promise<HTMLImageElement | null> {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    return image;
  } catch {
    URL.revokeObjectURL(image.src);
    return null;
  }
}

/** The square as a picture of its own, without the metadata of the file (place, camera). */
export function cutImage(image: HTMLImageElement, crop: Crop, view: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = AVATAR_SIDE;
  const context = canvas.getContext('2d');
  if (context === null) return Promise.resolve(null);
  const { x, y, side } = sourceSquare(crop, { width: image.naturalWidth, height: image.naturalHeight }, view);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, x, y, side, side, 0, 0, AVATAR_SIDE, AVATAR_SIDE);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', QUALITY));
}
