// Hop 8: what NATS brings for this node. The handlers are synchronous, so nothing queues here: the bound is each session's queue.
import type { Bus } from '@godwit/shared/bus/bus';
import { accessDownstream, SUBJECTS } from '@godwit/shared/subjects';

/** Returns the unsubscription. */
export function subscribeNode(bus: Bus, node: string, handle: (bytes: Uint8Array) => void): () => void {
  const subscriptions = [accessDownstream(node), SUBJECTS.accessBroadcast].map((subject) => bus.subscribe(subject, {}, handle));
  return () => {
    for (const subscription of subscriptions) subscription.stop();
  };
}
