export declare function freePort(): Promise<number>;
/** Runs `start` on the given port, or on a free one with two more tries when another process was faster. */
export declare function withPort<T>(port: number | undefined, start: (port: number) => Promise<T>): Promise<T>;
