// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { createSnapshots } from './snapshot.js';

beforeEach(() => localStorage.clear());

describe('[U-20] [F-42] what is kept of a user beside the database', () => {
  it('is read again, and is nobody else’s', () => {
    const snapshots = createSnapshots(localStorage);
    snapshots.write('7', 'contacts', { friends: ['8'] });
    expect([snapshots.read('7', 'contacts'), snapshots.read('8', 'contacts')]).toEqual([{ friends: ['8'] }, null]);
  });

  it('goes with a wipe, of this user alone', () => {
    const snapshots = createSnapshots(localStorage);
    for (const userId of ['7', '70']) snapshots.write(userId, 'contacts', []);
    snapshots.wipe('7');
    expect([snapshots.read('7', 'contacts'), snapshots.read('70', 'contacts')]).toEqual([null, []]);
  });

  it('is nothing while nobody is signed in, for no wipe would remove it', () => {
    createSnapshots(localStorage).write('0', 'contacts', { friends: [] });
    expect(localStorage).toHaveLength(0);
  });
});
