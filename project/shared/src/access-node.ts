import { z } from 'zod';

/** What an access node says about itself in REDIS_KEYS.accessNode(node); GET /access serves it. */
const accessNodeEntry = z.object({
  /** `${NODE_NAME}-${bootEpochMs}`, as in its NATS subject. */
  node: z.string().min(1),
  name: z.string().min(1),
  /** ACCESS_PUBLIC_HOST; '' = the host that the browser used for the REST API. */
  host: z.string(),
  /** UDP port of the QUIC listener, 0 = none. */
  quicPort: z.int().min(0).max(65_535),
  /** TCP port of the WebSocket listener. */
  websocketPort: z.int().min(0).max(65_535),
  /** ACCESS_PUBLIC_WEBSOCKET_URL: of a proxy that ends TLS in front of the WebSocket listener; '' = ws:// at the host and port above. */
  websocketUrl: z.string().default(''),
  /** base64 SHA-256 of the certificates to accept: the current one and its successor. */
  certificateHashes: z.array(z.string()),
  sessions: z.int().min(0),
  startedAt: z.number(),
});

export type AccessNodeEntry = z.infer<typeof accessNodeEntry>;

/** The entry, or undefined when the stored text is not one (another version wrote it): readers skip such a node. */
export function parseAccessNode(json: string): AccessNodeEntry | undefined {
  try {
    return accessNodeEntry.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
