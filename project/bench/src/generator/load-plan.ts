import type { AccessNode } from '@godwit/shared/rest/access';

/** What one generator process is told, as JSON on standard input. */
export interface LoadPlan {
  /** Sessions are spread over them. */
  readonly nodes: readonly AccessNode[];
  readonly transport: 'webtransport' | 'websocket';
  readonly conversations: readonly LoadConversation[];
  /** Messages a second over all conversations, open loop; 0 = connect and stay until SIGTERM. */
  readonly rate: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
  readonly bodyBytes: number;
  /** Connects under way at once while the sessions are opened. */
  readonly connectsAtOnce: number;
  /** Default: that of the SDK. */
  readonly entriesPerFrame?: number;
}

/** One member sends, the others receive: one of them makes it a 1:1 conversation, more a group. */
export interface LoadConversation {
  readonly id: string;
  readonly sender: LoadUser;
  readonly receivers: readonly LoadUser[];
}

export interface LoadUser {
  readonly token: string;
  readonly deviceId: string;
}
