const LEAST = 12;
const LOUDEST = 255;

/** So many bars, in percent of the height: the loudest of each part of a waveform of one byte a sample. Without one a flat line. */
export function barsOf(waveform: Uint8Array, count: number): number[] {
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * waveform.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * waveform.length) / count));
    const loudest = waveform.subarray(from, to).reduce((most, sample) => Math.max(most, sample), 0);
    return Math.max(LEAST, Math.round((loudest / LOUDEST) * 100));
  });
}
