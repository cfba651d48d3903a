import type { Id } from '@godwit/shared/ids/id';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** key: of the message whose sound it is; null = none. fraction: how much of it was played, 0 … 1. */
export interface PlaybackState {
  readonly key: string | null;
  readonly at: 'stopped' | 'loading' | 'playing' | 'paused' | 'failed';
  readonly fraction: number;
  readonly rate: number;
}

/** What of an audio element is used. */
export type Sound = Pick<
  HTMLAudioElement,
  'play' | 'pause' | 'src' | 'currentTime' | 'duration' | 'playbackRate' | 'addEventListener' | 'removeAttribute'
>;

export interface Playback {
  readonly store: StoreApi<PlaybackState>;
  /** Plays, or pauses what plays; another message that plays is stopped. durationMs: as the sender says, for files that do not say it themselves. */
  toggle(key: string, fileId: Id, durationMs: number): Promise<void>;
  /** Only of the message that was begun. */
  seek(key: string, fraction: number): void;
  nextRate(): void;
  stop(): void;
}

const RATES = [1, 1.5, 2];
const STOPPED = { key: null, at: 'stopped', fraction: 0 } as const;

export interface PlaybackParts {
  readonly fileUrl: (fileId: Id) => Promise<string>;
  readonly newSound: () => Sound;
}

/** Plays voice messages, one at a time. */
export function createPlayback({ fileUrl, newSound }: PlaybackParts): Playback {
  const store = createStore<PlaybackState>(() => ({ ...STOPPED, rate: 1 }));
  let playing: { readonly sound: Sound; readonly durationMs: number } | undefined;

  const secondsOf = ({ sound, durationMs }: NonNullable<typeof playing>): number =>
    Number.isFinite(sound.duration) && sound.duration > 0 ? sound.duration : durationMs / 1000;

  const stop = (): void => {
    playing?.sound.pause();
    playing?.sound.removeAttribute('src');
    playing = undefined;
    store.setState(STOPPED);
  };

  const begin = (key: string, durationMs: number): Sound => {
    stop();
    const sound = newSound();
    const mine = { sound, durationMs };
    playing = mine;
    store.setState({ key, at: 'loading', fraction: 0 });
    const on = (event: string, run: () => void): void => sound.addEventListener(event, () => playing === mine && run());
    on('timeupdate', () => {
      const seconds = secondsOf(mine);
      store.setState({ fraction: seconds > 0 ? Math.min(1, sound.currentTime / seconds) : 0 });
    });
    on('playing', () => store.setState({ at: 'playing' }));
    on('pause', () => store.setState({ at: 'paused' }));
    on('ended', stop);
    on('error', () => store.setState({ at: 'failed' }));
    return sound;
  };

  const start = async (key: string, fileId: Id, durationMs: number): Promise<void> => {
    const sound = begin(key, durationMs);
    try {
      const url = await fileUrl(fileId);
      if (playing?.sound !== sound) return;
      sound.src = url;
      sound.playbackRate = store.getState().rate;
      await sound.play();
    } catch {
      if (playing?.sound === sound) store.setState({ at: 'failed' });
    }
  };

  return {
    store,
    async toggle(key, fileId, durationMs) {
      const state = store.getState();
      if (playing === undefined || state.key !== key || state.at === 'failed') return start(key, fileId, durationMs);
      if (state.at === 'playing') playing.sound.pause();
      else if (state.at === 'paused') await playing.sound.play().catch(() => store.setState({ at: 'failed' }));
    },
    seek(key, fraction) {
      if (playing === undefined || store.getState().key !== key) return;
      playing.sound.currentTime = Math.min(1, Math.max(0, fraction)) * secondsOf(playing);
      store.setState({ fraction });
    },
    nextRate() {
      const rate = RATES[(RATES.indexOf(store.getState().rate) + 1) % RATES.length] ?? 1;
      store.setState({ rate });
      if (playing !== undefined) playing.sound.playbackRate = rate;
    },
    stop,
  };
}
