// One supervised operating-system process: output by line, a bounded tail for error texts, and a stop with a deadline.
// It leads its own process group, so Ctrl-C in a terminal reaches only the supervisor, which then stops things in order;
// where setpriv exists the kernel signals it when the supervisor dies, even by kill -9.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
const TAIL_LINES = 40;
const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
export class ChildFailed extends Error {
    name = 'ChildFailed';
}
export async function spawnChild(options) {
    const { command, args } = wrapped(options);
    const child = spawn(command, args, {
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe'],
        env: options.env ?? process.env,
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        ...(SETPRIV === undefined && options.runAs !== undefined ? { uid: options.runAs.uid, gid: options.runAs.gid } : {}),
    });
    const exited = new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
    await started(child, options);
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    const tail = [];
    for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
            tail.push(line);
            if (tail.length > TAIL_LINES)
                tail.shift();
            options.onLine?.(line);
        });
    }
    return handle(options.name, child, exited, () => tail.join('\n'));
}
/** Resolves when a line matches; rejects with the tail when the process exits first or the time is up. */
export async function untilLine(child, lines, match, timeoutMs) {
    return new Promise((resolve, reject) => {
        const fail = (why) => {
            finish();
            reject(new ChildFailed(`${child.name} ${why}; its last lines:\n${child.tail() || '(none)'}`));
        };
        const timer = setTimeout(() => fail(`was not ready after ${timeoutMs / 1000} s`), timeoutMs);
        const stopListening = lines.listen((line) => {
            const found = match(line);
            if (found === undefined)
                return;
            finish();
            resolve(found);
        });
        const finish = () => {
            clearTimeout(timer);
            stopListening();
        };
        void child.exited.then((code) => fail(`exited with ${code} before it was ready`));
    });
}
/** Lines of a process for several listeners; a late listener first gets the lines that came before it. */
export class LineSource {
    early = [];
    listeners = new Set();
    push = (line) => {
        this.early?.push(line);
        for (const listener of this.listeners)
            listener(line);
    };
    listen(listener) {
        const early = this.early ?? [];
        this.early = undefined;
        this.listeners.add(listener);
        for (const line of early)
            listener(line);
        return () => this.listeners.delete(listener);
    }
}
function wrapped({ command, args, runAs, deathSignal }) {
    if (SETPRIV === undefined)
        return { command, args };
    const identity = runAs === undefined
        ? []
        : [
            `--reuid=${runAs.uid}`,
            `--regid=${runAs.gid}`,
            '--clear-groups',
            ...(runAs.capabilities.length === 0
                ? []
                : [
                    ...KEEP_FOR_ACCESS,
                    `--inh-caps=${capabilityList(runAs.capabilities)}`,
                    `--ambient-caps=${capabilityList(runAs.capabilities)}`,
                ]),
        ];
    return { command: SETPRIV, args: [...identity, `--pdeathsig=${(deathSignal ?? 'SIGTERM').slice(3)}`, '--', command, ...args] };
}
// Without it access(2), by which initdb looks for its programs, ignores the capabilities of a user who is not root.
const KEEP_FOR_ACCESS = ['--securebits=+no_setuid_fixup'];
const capabilityList = (names) => names.map((name) => `+${name}`).join(',');
function started(child, { name, command }) {
    return new Promise((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', (error) => reject(new ChildFailed(`${name}: ${command} cannot be started: ${error.message}`)));
    });
}
function handle(name, child, exited, tail) {
    const pid = child.pid ?? 0;
    return {
        name,
        pid,
        exited,
        tail,
        kill: (signal) => void child.kill(signal),
        async stop(signal, timeoutMs) {
            child.kill(signal);
            const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
            const code = await exited;
            clearTimeout(timer);
            return code;
        },
    };
}
//# sourceMappingURL=child-process.js.map