export interface RedisOptions {
    readonly dataDir: string;
    readonly port?: number;
    readonly password?: string;
    readonly log?: (line: string) => void;
}
export interface RedisServer {
    readonly url: string;
    readonly port: number;
    readonly pid: number;
    readonly exited: Promise<number>;
    stop(): Promise<void>;
    kill(signal: NodeJS.Signals): void;
}
export declare function startRedis(options: RedisOptions): Promise<RedisServer>;
