import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createPlayback, type Playback, type Sound } from './playback.js';

interface FakeSound extends Sound {
  happen(event: string): void;
}

/** An audio element without sound: it does what it is told at once. */
function fakeSound(): FakeSound {
  const listeners = new Map<string, () => void>();
  const happen = (event: string): void => listeners.get(event)?.();
  return {
    src: '',
    currentTime: 0,
    duration: Number.NaN,
    playbackRate: 1,
    play: vi.fn(async () => happen('playing')),
    pause: vi.fn(() => happen('pause')),
    addEventListener: (event: string, run: unknown) => void listeners.set(event, run as () => void),
    removeAttribute: vi.fn(),
    happen,
  };
}

describe('[U-8] [F-39] voice messages', () => {
  let sounds: FakeSound[];
  let playback: Playback;
  const fileUrl = vi.fn(async (fileId: string) => `/file/${fileId}`);
  const state = () => playback.store.getState();
  beforeEach(() => {
    sounds = [];
    playback = createPlayback({
      fileUrl,
      newSound: () => {
        const sound = fakeSound();
        sounds.push(sound);
        return sound;
      },
    });
  });

  it('play, pause and go on; one at a time', async () => {
    await playback.toggle('a', '1', 10_000);
    expect([state().key, state().at, sounds[0]?.src]).toEqual(['a', 'playing', '/file/1']);
    await playback.toggle('a', '1', 10_000);
    expect(state().at).toBe('paused');
    await playback.toggle('a', '1', 10_000);
    expect([state().at, sounds.length]).toEqual(['playing', 1]);
    await playback.toggle('b', '2', 10_000);
    expect([state().key, state().at, state().fraction]).toEqual(['b', 'playing', 0]);
    sounds[0]!.currentTime = 5;
    sounds[0]!.happen('timeupdate');
    expect(state()).toMatchObject({ key: 'b', fraction: 0 });
    sounds[1]?.happen('ended');
    expect(state()).toMatchObject({ key: null, at: 'stopped' });
  });

  it('know how far they are, by the time the sender said where the file says none, and are sought', async () => {
    await playback.toggle('a', '1', 10_000);
    sounds[0]!.currentTime = 2.5;
    sounds[0]!.happen('timeupdate');
    expect(state().fraction).toBe(0.25);
    playback.seek('a', 0.5);
    expect([sounds[0]!.currentTime, state().fraction]).toEqual([5, 0.5]);
    playback.seek('b', 0.9);
    expect(sounds[0]!.currentTime).toBe(5);
  });

  it('keep the speed that was chosen', async () => {
    await playback.toggle('a', '1', 10_000);
    playback.nextRate();
    expect(sounds[0]!.playbackRate).toBe(1.5);
    await playback.toggle('b', '2', 10_000);
    expect(sounds[1]!.playbackRate).toBe(1.5);
    for (const rate of [2, 1]) {
      playback.nextRate();
      expect(state().rate).toBe(rate);
    }
  });

  it('say when they cannot be played, and are tried again from their beginning', async () => {
    fileUrl.mockRejectedValueOnce(new Error('gone'));
    await playback.toggle('a', '1', 10_000);
    expect(state()).toMatchObject({ key: 'a', at: 'failed' });
    await playback.toggle('a', '1', 10_000);
    expect([state().at, sounds.length]).toEqual(['playing', 2]);
  });
});
