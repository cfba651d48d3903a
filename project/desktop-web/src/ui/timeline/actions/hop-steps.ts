import type { MessageHops } from '@godwit/client/hops/hop-log';

export const HOP_STEPS = ['outbox', 'network', 'forward', 'queue', 'commit', 'publish', 'total'] as const;
export type HopStep = (typeof HOP_STEPS)[number];

/** Where the time went, in ms, in the order of the way; what is not known is left out. */
export function hopSteps({ enqueuedAt, sentAt, heardAt, server }: MessageHops): readonly (readonly [step: HopStep, ms: number])[] {
  const inServer = server === null ? 0 : server.forwardMs + server.queueMs + server.commitMs + server.publishMs;
  const ms: Record<HopStep, number | undefined> = {
    outbox: enqueuedAt === undefined || sentAt === undefined ? undefined : sentAt - enqueuedAt,
    // Two clocks: the difference may come out below nothing.
    network: sentAt === undefined || server === null ? undefined : Math.max(0, heardAt - sentAt - inServer),
    forward: server?.forwardMs,
    queue: server?.queueMs,
    commit: server?.commitMs,
    publish: server?.publishMs,
    total: (enqueuedAt ?? sentAt) === undefined ? undefined : heardAt - (enqueuedAt ?? sentAt ?? 0),
  };
  return HOP_STEPS.flatMap((step) => (ms[step] === undefined ? [] : [[step, ms[step]] as const]));
}
