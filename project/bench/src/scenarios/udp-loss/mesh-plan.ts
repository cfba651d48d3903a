import type { AccessNode } from '@godwit/shared/rest/access';
import type { Mesh } from '../mesh/seed-mesh.ts';

/** What the generator is told. */
export interface MeshPlan extends Mesh {
  readonly node: AccessNode;
  readonly transport: 'webtransport' | 'websocket';
  /** Messages a second over all conversations, open loop. */
  readonly rate: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
  readonly bodyBytes: number;
}
