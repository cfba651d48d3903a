// A user scrolls from the newest message to the first. Where the link breaks, he goes on later from where he is.
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '@godwit/client/api/api-error';
import type { Id } from '@godwit/shared/ids/id';
import type { RecordedDevice } from '../devices/recorded-device.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Reading } from './crew-plan.ts';

const PAGE_ENTRIES = 200;
const RETRY_MS = 200;

export interface ReadBackOptions {
  readonly device: RecordedDevice;
  readonly ledger: Ledger;
  readonly conversation: Id;
  readonly tell: (reading: Reading) => void;
}

export async function readBack({ device, ledger, conversation, tell }: ReadBackOptions): Promise<void> {
  let reading: Reading = { entries: 0, largestPage: 0, done: false };
  const told = (next: Reading): void => tell((reading = next));
  for (let before: number | undefined; !reading.done; await sleep(RETRY_MS)) {
    try {
      for await (const items of device.client.history(conversation, { limit: PAGE_ENTRIES, ...(before === undefined ? {} : { before }) })) {
        const entries = items.map(({ seq, body, senderId }) => [seq, body.text, senderId] as const);
        ledger.write({ do: 'page', device: device.name, conversation, entries });
        before = items[0]?.seq ?? before;
        told({ ...reading, entries: reading.entries + items.length, largestPage: Math.max(reading.largestPage, items.length) });
      }
      told({ ...reading, done: true });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
}
