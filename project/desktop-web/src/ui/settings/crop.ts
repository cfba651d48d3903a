/** Where a square window of `view` px shows an image, in px of the page: moved by x and y from the middle, enlarged by zoom. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  /** 1: the shorter side just fills the window. */
  readonly zoom: number;
}

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

export const MAX_ZOOM = 4;
export const START: Crop = { x: 0, y: 0, zoom: 1 };

/** px of the page for a px of the image. */
export const scaleOf = ({ width, height }: ImageSize, view: number, zoom: number): number => (view / Math.min(width, height)) * zoom;

/** The nearest one whose window is full of image. */
export function bounded({ x, y, zoom }: Crop, image: ImageSize, view: number): Crop {
  const within = Math.min(MAX_ZOOM, Math.max(1, zoom));
  const scale = scaleOf(image, view, within);
  const clamp = (offset: number, side: number): number => {
    const room = (side * scale - view) / 2;
    return Math.min(room, Math.max(-room, offset)) || 0;
  };
  return { x: clamp(x, image.width), y: clamp(y, image.height), zoom: within };
}

/** The part of the image that shows, in its own px. */
export function sourceSquare({ x, y, zoom }: Crop, image: ImageSize, view: number): { x: number; y: number; side: number } {
  const scale = scaleOf(image, view, zoom);
  const side = view / scale;
  return { x: (image.width - side) / 2 - x / scale, y: (image.height - side) / 2 - y / scale, side };
}
