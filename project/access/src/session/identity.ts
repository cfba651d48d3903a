import type { Id } from '@godwit/shared/ids/id';

/** Who a session speaks for: the claims of its access token, never what the client says elsewhere. */
export interface Identity {
  readonly userId: Id;
  /** user_session.id of the sign-in; several connections may carry it one after the other. */
  readonly loginSessionId: Id;
  readonly deviceId: string;
  readonly platform: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}
