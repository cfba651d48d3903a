import { z } from 'zod';

/** What a logic or a web node says about itself in REDIS_KEYS.tierNode(tier, node); GET /admin/nodes serves it. */
const nodeStatus = z.object({
  tier: z.enum(['logic', 'web']),
  /** Its NODE_NAME. */
  node: z.string().min(1),
  startedAt: z.number(),
  /** logic: entries committed; web: requests answered. Since it said so last; null = it has said nothing before. */
  perSecond: z.number().min(0).nullable(),
});

export type NodeStatus = z.infer<typeof nodeStatus>;
export type AnnouncedTier = NodeStatus['tier'];

/** The status, or undefined when the stored text is not one (another version wrote it): readers skip such a node. */
export function parseNodeStatus(json: string): NodeStatus | undefined {
  try {
    return nodeStatus.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
