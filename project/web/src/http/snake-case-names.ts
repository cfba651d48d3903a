import type { FastifyRequest } from 'fastify';

/** Names that earlier documents used; accepted beside the present ones. */
const ALIASES = { device_id: 'deviceId', friend_id: 'friendId' } as const;

/** Renames in place, before validation. The present name wins where both are given. */
export async function acceptSnakeCaseNames({ body }: FastifyRequest): Promise<void> {
  if (typeof body !== 'object' || body === null) return;
  const fields = body as Record<string, unknown>;
  for (const [alias, name] of Object.entries(ALIASES)) {
    if (!Object.hasOwn(fields, alias)) continue;
    if (!Object.hasOwn(fields, name)) fields[name] = fields[alias];
    delete fields[alias];
  }
}
