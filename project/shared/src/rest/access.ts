import { z } from 'zod';

/** One live access node. url: WebTransport, empty where the node has no QUIC; certificateHashes: base64 SHA-256 for serverCertificateHashes. */
export const accessNode = z.object({
  node: z.string(),
  url: z.string(),
  websocketUrl: z.string(),
  certificateHashes: z.array(z.string()),
  sessions: z.number().int(),
});
export type AccessNode = z.output<typeof accessNode>;

/** GET /access: least loaded first. */
export const accessResult = z.object({ nodes: z.array(accessNode) });
export type AccessResult = z.output<typeof accessResult>;
