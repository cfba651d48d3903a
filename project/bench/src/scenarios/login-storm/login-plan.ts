/** What the process that signs in is told. */
export interface LoginPlan {
  /** `http://host:port`. */
  readonly origin: string;
  readonly usernames: readonly string[];
  readonly password: string;
  /** Each of the users signs in again as soon as it has been answered. */
  readonly seconds: number;
}

export interface LoginEvent {
  readonly event: 'signed-in';
  readonly logins: number;
  readonly failed: number;
  /** HDR histogram, base64, µs. */
  readonly latencyUs: string;
}
