import { beforeEach, describe, expect, it } from 'vitest';
import { clampListWidth, createLayoutStore } from './layout-store.js';

beforeEach(() => localStorage.clear());

describe('[U-1] the width of the list', () => {
  it('is kept on this device, between 240 and 420 px', () => {
    createLayoutStore(localStorage).setState({ listWidth: clampListWidth(300.4) });
    expect(createLayoutStore(localStorage).getState().listWidth).toBe(300);
    expect([clampListWidth(10), clampListWidth(9_000)]).toEqual([240, 420]);
  });

  it.each(['', 'wide', '-1', '9e9'])('kept as %j it is one that works', (kept) => {
    localStorage.setItem('godwit.list-width', kept);
    const { listWidth } = createLayoutStore(localStorage).getState();
    expect(listWidth).toBe(clampListWidth(listWidth));
    expect(listWidth).toBeGreaterThan(0);
  });

  it('is the usual one where storage is blocked', () => {
    const blocked = {
      getItem: () => {
        throw new Error('blocked');
      },
      setItem: () => {
        throw new Error('blocked');
      },
    } as unknown as Storage;
    const store = createLayoutStore(blocked);
    store.setState({ listWidth: 250 });
    expect(store.getState().listWidth).toBe(250);
  });
});
