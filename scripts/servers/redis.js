// redis-server from PATH on loopback. It holds hints only (leases, caches, limits), so nothing is written to disk
// and its memory is bounded by eviction.
import { mkdirSync } from 'node:fs';
import { LineSource, spawnChild, untilLine } from './child-process.ts';
import { findProgram } from './find-program.ts';
import { withPort } from './free-port.ts';
const READY_MS = 10_000;
const STOP_MS = 5_000;
export function startRedis(options) {
    mkdirSync(options.dataDir, { recursive: true });
    return withPort(options.port, (port) => start(options, port));
}
async function start({ dataDir, password, log }, port) {
    const lines = new LineSource();
    if (log !== undefined)
        lines.listen(log);
    const child = await spawnChild({
        name: 'redis-server',
        command: findProgram('redis-server') ?? 'redis-server',
        args: ['-'],
        cwd: dataDir,
        input: configuration(port, password),
        onLine: lines.push,
    });
    await untilLine(child, lines, (line) => line.includes('Ready to accept connections') || undefined, READY_MS);
    return describe(child, port, password);
}
// The password goes through standard input: arguments are readable by every user of the machine.
function configuration(port, password) {
    return [
        'bind 127.0.0.1',
        `port ${port}`,
        'save ""',
        'appendonly no',
        'maxmemory 256mb',
        'maxmemory-policy noeviction',
        ...(password === undefined ? [] : [`requirepass ${password}`]),
        '',
    ].join('\n');
}
function describe(child, port, password) {
    return {
        url: password === undefined ? `redis://127.0.0.1:${port}` : `redis://:${password}@127.0.0.1:${port}`,
        port,
        pid: child.pid,
        exited: child.exited,
        kill: child.kill,
        stop: async () => void (await child.stop('SIGTERM', STOP_MS)),
    };
}
//# sourceMappingURL=redis.js.map