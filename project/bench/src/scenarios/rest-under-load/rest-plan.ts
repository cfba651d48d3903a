/** What the process that asks is told. */
export interface RestPlan {
  /** `http://host:port`. */
  readonly origin: string;
  /** Access tokens; requests go round over them. */
  readonly tokens: readonly string[];
  readonly paths: readonly string[];
  /** Requests a second over all paths, open loop. */
  readonly rate: number;
  readonly seconds: number;
}

export interface RestEvent {
  readonly event: 'asked';
  readonly routes: readonly RouteTimes[];
}

export interface RouteTimes {
  readonly path: string;
  readonly answered: number;
  /** Answers that are not 200, and requests that were not answered. */
  readonly failed: number;
  /** HDR histogram, base64, µs from the moment a request was due. */
  readonly latencyUs: string;
}
