import { describe, expect, it } from 'vitest';
import { waveformOf } from './waveform.js';

describe('[F-39] the waveform of a recording', () => {
  it('has 64 samples, whatever the number of peaks, and the loudest is at full height', () => {
    for (const count of [1, 63, 64, 65, 1_200]) {
      const waveform = waveformOf(Array.from({ length: count }, (_, at) => (at + 1) / (2 * count)));
      expect([waveform.length, Math.max(...waveform)]).toEqual([64, 255]);
    }
  });
  it('keeps a short sound in a long silence', () => {
    const peaks = Array.from({ length: 1_200 }, () => 0);
    peaks[600] = 0.3;
    expect([...waveformOf(peaks)].filter((sample) => sample > 0)).toEqual([255]);
  });
  it('of silence is flat, of nothing empty', () => {
    expect(new Set(waveformOf([0, 0]))).toEqual(new Set([0]));
    expect(waveformOf([])).toHaveLength(0);
  });
});
