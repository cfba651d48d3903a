/** Samples of a message's waveform, one byte each. */
const SAMPLES = 64;
const LOUDEST = 255;

/** Peaks (0 … 1, at regular times) as the waveform of a message: the loudest of each part, the loudest of all at full height. */
export function waveformOf(peaks: readonly number[]): Uint8Array {
  if (peaks.length === 0) return new Uint8Array();
  const top = Math.max(...peaks);
  return Uint8Array.from({ length: SAMPLES }, (_, at) => {
    const from = Math.floor((at * peaks.length) / SAMPLES);
    const to = Math.max(from + 1, Math.floor(((at + 1) * peaks.length) / SAMPLES));
    return top === 0 ? 0 : Math.round((LOUDEST * Math.max(...peaks.slice(from, to))) / top);
  });
}
