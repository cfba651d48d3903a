import { type Crew, crewDevice } from './crew.ts';
import type { Laboratory, Pair } from './laboratory.ts';
import { startPinnedApi } from './pinned-api.ts';

/** The first of each pair on access-1, the second on access-2: what is done to the one does not touch the acks of the other. */
export async function seatedApart(laboratory: Laboratory, pairs: readonly Pair[]): Promise<Crew> {
  const { webUrl } = laboratory.world;
  const sending = laboratory.keep(await startPinnedApi(webUrl, 'access-1'));
  const receiving = laboratory.keep(await startPinnedApi(webUrl, 'access-2'));
  return laboratory.crew(
    pairs.flatMap(({ first, second }) => [
      ...first.map((device) => crewDevice(device, sending.url)),
      ...second.map((device) => crewDevice(device, receiving.url)),
    ]),
  );
}
