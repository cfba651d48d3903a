/**
 * Codes of the Disconnect frame (and of WebSocket closes, where they are sent as 4000 + code).
 * 100–499: come back, after retry_after_ms or with the usual back-off. 500–999: stay away until the user acts.
 */
export const CLOSE_CODES = {
  GOING_AWAY: 100,
  SLOW_CONSUMER: 101,
  HEARTBEAT_TIMEOUT: 102,
  OVERLOADED: 103,
  NODE_ISOLATED: 104,
  HELLO_TIMEOUT: 105,
  INTERNAL_ERROR: 106,
  TOKEN_EXPIRED: 107,
  FRAME_TIMEOUT: 108,
  REPLACED: 500,
  SESSION_REVOKED: 501,
  UNAUTHENTICATED: 502,
  UNSUPPORTED_VERSION: 503,
  PROTOCOL_VIOLATION: 504,
  FRAME_TOO_LARGE: 505,
} as const;

export type CloseCode = (typeof CLOSE_CODES)[keyof typeof CLOSE_CODES];
export type CloseName = keyof typeof CLOSE_CODES;

/** Whether a client may reconnect by itself after this code. */
export const mayReconnect = (code: number): boolean => code < 500;
