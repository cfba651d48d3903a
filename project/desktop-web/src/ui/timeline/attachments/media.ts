import type { Attachment } from '@godwit/shared/protocol/messages/attachment';

const MAX_WIDTH = 320;
const MAX_HEIGHT = 360;
const MIN_SIDE = 72;
/** Of something whose size nobody said. */
const UNKNOWN = { width: 280, height: 210 };

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** How large a single picture stands in the chat, in px: known before a byte of it is loaded. Never enlarged; extreme shapes are cropped. */
export function boxOf({ width, height }: Pick<Attachment, 'width' | 'height'>): Box {
  if (width === 0 || height === 0) return UNKNOWN;
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  return { width: Math.max(MIN_SIDE, Math.round(width * scale)), height: Math.max(MIN_SIDE, Math.round(height * scale)) };
}

/** How many pictures stand in each line of an album. */
export function albumLines(count: number): number[] {
  const first: Readonly<Record<number, readonly number[]>> = {
    1: [1],
    2: [2],
    3: [1, 2],
    4: [2, 2],
    5: [2, 3],
    7: [2, 2, 3],
    8: [2, 3, 3],
    10: [2, 2, 3, 3],
  };
  const known = first[count];
  if (known !== undefined) return [...known];
  const rest = count % 3;
  const head = rest === 0 ? [] : rest === 1 ? [2, 2] : [2];
  const threes = (count - head.reduce((sum, n) => sum + n, 0)) / 3;
  return [...head, ...Array.from({ length: threes }, () => 3)];
}

export const isVideo = ({ mime }: Pick<Attachment, 'mime'>): boolean => mime.startsWith('video/');
export const isPicture = ({ mime }: Pick<Attachment, 'mime'>): boolean => mime.startsWith('image/');

/** The tiny picture that came with the message; '' without one. The server made it, as WebP. */
export function thumbnailUrl({ thumbnail }: Pick<Attachment, 'thumbnail'>): string {
  if (thumbnail.length === 0) return '';
  return `data:image/webp;base64,${btoa(String.fromCharCode(...thumbnail))}`;
}
