/** What the SharedWorker can do. */
export interface FromWorker {
  readonly canShare: boolean;
  readonly webTransport: boolean;
}

/** Be the host of the session. */
export interface ToWorker {
  readonly version: string;
  readonly steal: boolean;
}
