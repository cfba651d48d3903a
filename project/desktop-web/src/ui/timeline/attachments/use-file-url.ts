import type { Id } from '@godwit/shared/ids/id';
import { useEffect, useState } from 'react';
import { useServices } from '../../../state/app-services.js';

export type FileAddress =
  | { readonly at: 'waiting' }
  | { readonly at: 'ready'; readonly url: string }
  /** again: asks for another address, which the old one may only have been too old for. */
  | { readonly at: 'failed'; readonly again: () => void };

/** The address of a file, once it is wanted. One that could not be had is asked for again with the next link. */
export function useFileUrl(fileId: Id, wanted: boolean): FileAddress & { readonly broken: () => void } {
  const { client, stores } = useServices();
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{ fileId: Id; round: number; url: string | null } | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    const tell = (url: string | null): void => {
      if (current) setAnswer({ fileId, round, url });
    };
    client.fileUrl(fileId).then(tell, () => tell(null));
    return () => {
      current = false;
    };
  }, [client, fileId, wanted, round]);
  const known = answer?.fileId === fileId && answer.round === round ? answer : null;
  const failed = known !== null && known.url === null;
  useEffect(() => {
    if (!failed) return undefined;
    return stores.link.subscribe(({ status }, before) => {
      if (status.at === 'online' && before.status.at !== 'online') setRound(round + 1);
    });
  }, [stores, failed, round]);
  const broken = (): void => setAnswer({ fileId, round, url: null });
  if (known === null) return { at: 'waiting', broken };
  return known.url === null ? { at: 'failed', again: () => setRound(round + 1), broken } : { at: 'ready', url: known.url, broken };
}
