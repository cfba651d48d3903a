// A TCP port on 127.0.0.1 that nobody used a moment ago; whoever binds it may still lose a race and must then ask again.
import { createServer } from 'node:net';
// Below the ports that kernels give to outgoing connections: a server that is restarted finds its port still free.
const FIRST_PORT = 15_000;
const LAST_PORT = 32_000;
const ATTEMPTS = 50;
export async function freePort() {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
        if (await isFree(port))
            return port;
    }
    throw new Error(`no free TCP port between ${FIRST_PORT} and ${LAST_PORT} on 127.0.0.1`);
}
function isFree(port) {
    return new Promise((resolve) => {
        const server = createServer();
        server.once('error', () => resolve(false));
        server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
}
/** Runs `start` on the given port, or on a free one with two more tries when another process was faster. */
export async function withPort(port, start) {
    if (port !== undefined)
        return start(port);
    for (let attempt = 1;; attempt++) {
        try {
            return await start(await freePort());
        }
        catch (error) {
            if (attempt === 3 || !/address (already )?in use/i.test(String(error)))
                throw error;
        }
    }
}
//# sourceMappingURL=free-port.js.map