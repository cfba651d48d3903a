import type { Facts } from './upload-store.js';

/** Of a phone that takes its time to decode; a video without them is sent all the same. */
const READ_MS = 5_000;
const THUMBNAIL_PX = 40;
/** As much as the server gives to pictures. */
const MAX_THUMBNAIL_BYTES = 1_200;

/** Size, length and a small picture of a video, as this browser reads it: the server does not. Nothing of what it cannot read. */
export async function videoFacts(file: Blob): Promise<Facts> {
  const url = URL.createObjectURL(file);
  const video = document.createElement('video');
  try {
    video.muted = true;
    video.preload = 'auto';
    video.src = url;
    await loaded(video);
    const { videoWidth: width, videoHeight: height, duration } = video;
    const durationMs = Number.isFinite(duration) ? Math.round(duration * 1_000) : 0;
    return { width, height, durationMs, ...(width > 0 && { thumbnail: await thumbnailOf(video) }) };
  } catch {
    return {};
  } finally {
    video.removeAttribute('src');
    URL.revokeObjectURL(url);
  }
}

function loaded(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the video could not be read in time')), READ_MS);
    const end = (settle: () => void) => (): void => {
      clearTimeout(timer);
      settle();
    };
    video.onloadeddata = end(resolve);
    video.onerror = end(() => reject(new Error('the video could not be read')));
  });
}

async function thumbnailOf(video: HTMLVideoElement): Promise<Uint8Array> {
  const { videoWidth, videoHeight } = video;
  const scale = THUMBNAIL_PX / Math.max(videoWidth, videoHeight);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(videoWidth * scale));
  canvas.height = Math.max(1, Math.round(videoHeight * scale));
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.5));
  return blob === null || blob.size > MAX_THUMBNAIL_BYTES ? new Uint8Array() : new Uint8Array(await blob.arrayBuffer());
}
