import type { FaultKind } from '../fault.ts';

/** The page of one device is reloaded, or crashes: what it had to send is in its store and nowhere else. */
export const reloadDevice =
  (how: 'close' | 'crash'): FaultKind =>
  ({ between }) => {
    const draw = between(0, 1_000);
    return {
      name: how === 'crash' ? 'a device crashes' : 'a device is reloaded',
      part: 'devices',
      kill: false,
      async run({ fleets }) {
        await fleets[draw % fleets.length]?.ask({ order: 'reload', how }, 'reloaded');
      },
    };
  };
