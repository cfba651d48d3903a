// A recording of the microphone. Bounded: MAX_VOICE_MS, then it ends by itself and waits to be sent.

export const MAX_VOICE_MS = 60_000;
/** Shorter ones are slips. */
export const MIN_VOICE_MS = 500;
const PEAK_EVERY_MS = 50;
const BITS_PER_SECOND = 32_000;
/** In the order of preference; the server takes all of them. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'] as const;

export interface Recorded {
  readonly blob: Blob;
  readonly durationMs: number;
  /** 0 … 1, at regular times. */
  readonly peaks: readonly number[];
}

export interface Recording {
  /** Ends it, if it has not ended, and gives what there is. */
  readonly finish: () => Promise<Recorded>;
  /** Ends it and forgets it. */
  readonly discard: () => void;
}

const typeOf = (): string | undefined =>
  typeof MediaRecorder === 'undefined' ? undefined : TYPES.find((type) => MediaRecorder.isTypeSupported(type));

/** Pages on plain http under another name than localhost have no microphone. */
export const canRecord = (): boolean => typeof navigator.mediaDevices?.getUserMedia === 'function' && typeOf() !== undefined;

/** Rejects with a DOMException: NotAllowedError, NotFoundError, … onLevel: the peak of the last moment, and how long it has been. */
export async function recordVoice(onLevel: (peak: number, elapsedMs: number) => void): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
  try {
    return begin(stream, onLevel);
  } catch (error) {
    release(stream);
    throw error;
  }
}

/** The microphone is off, for this page. */
function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function begin(stream: MediaStream, onLevel: (peak: number, elapsedMs: number) => void): Recording {
  const mimeType = typeOf() ?? '';
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
  recorder.start();
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => void chunks.push(data);
  const meter = meterOf(stream);
  const peaks: number[] = [];
  const startedAt = performance.now();
  const elapsed = (): number => Math.min(MAX_VOICE_MS, performance.now() - startedAt);

  const ended = new Promise<Recorded>((resolve) => {
    recorder.onstop = () => {
      const durationMs = Math.round(elapsed());
      close();
      resolve({ blob: new Blob(chunks, { type: mimeType.split(';', 1)[0] ?? '' }), durationMs, peaks });
    };
  });
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const timer = setInterval(() => {
    const peak = meter.peak();
    peaks.push(peak);
    onLevel(peak, elapsed());
    if (elapsed() >= MAX_VOICE_MS) stop();
  }, PEAK_EVERY_MS);
  const close = (): void => {
    clearInterval(timer);
    meter.close();
    release(stream);
  };

  return {
    finish: () => {
      stop();
      return ended;
    },
    discard: stop,
  };
}

function meterOf(stream: MediaStream): { peak: () => number; close: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    peak: () => {
      analyser.getFloatTimeDomainData(samples);
      return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    },
    close: () => void context.close().catch(() => undefined),
  };
}
