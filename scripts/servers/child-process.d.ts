export interface RunAs {
    readonly uid: number;
    readonly gid: number;
    /** Capabilities kept across the change of user, e.g. `dac_read_search`. */
    readonly capabilities: readonly string[];
}
export interface ChildOptions {
    readonly name: string;
    readonly command: string;
    readonly args: readonly string[];
    readonly env?: NodeJS.ProcessEnv;
    readonly cwd?: string;
    /** Written to standard input, which is then closed. */
    readonly input?: string;
    readonly runAs?: RunAs | undefined;
    /** Sent by the kernel when the supervisor dies; default SIGTERM. */
    readonly deathSignal?: NodeJS.Signals;
    readonly onLine?: ((line: string) => void) | undefined;
}
export interface Child {
    readonly name: string;
    readonly pid: number;
    /** Exit code; 128 + n for death by signal n is not reconstructed, a signal counts as 1. */
    readonly exited: Promise<number>;
    tail(): string;
    kill(signal: NodeJS.Signals): void;
    /** Sends `signal`, after `timeoutMs` SIGKILL; resolves with the exit code. */
    stop(signal: NodeJS.Signals, timeoutMs: number): Promise<number>;
}
export declare class ChildFailed extends Error {
    readonly name = "ChildFailed";
}
export declare function spawnChild(options: ChildOptions): Promise<Child>;
/** Resolves when a line matches; rejects with the tail when the process exits first or the time is up. */
export declare function untilLine<T>(child: Child, lines: LineSource, match: (line: string) => T | undefined, timeoutMs: number): Promise<T>;
/** Lines of a process for several listeners; a late listener first gets the lines that came before it. */
export declare class LineSource {
    private early;
    private readonly listeners;
    readonly push: (line: string) => void;
    listen(listener: (line: string) => void): () => void;
}
