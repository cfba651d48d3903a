// The internal port of every tier: /healthz (the process lives), /readyz (its dependencies answer), /metrics.
// Bounded: headers ≤ 5 s, a readiness answer ≤ 1.5 s, no request body is read.
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deadline } from './guard.js';
import type { Metrics } from './metrics.js';

const READINESS_MS = 1_500;
const REQUEST_MS = 5_000;
/** Node looks at the deadlines of requests only every 30 s by itself. */
const LOOK_MS = 1_000;

export interface DependencyState {
  readonly ok: boolean;
  /** How long the probe took. */
  readonly ms: number;
  readonly detail?: string;
}
export type Readiness = Record<string, DependencyState>;

export interface InternalServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface InternalServerOptions {
  readonly host: string;
  /** 0 = a free port. */
  readonly port: number;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
}

export async function serveInternal({ host, port, readiness, metrics }: InternalServerOptions): Promise<InternalServer> {
  const server = createServer(
    { headersTimeout: REQUEST_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: LOOK_MS },
    answer(readiness, metrics),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Runs a probe and measures it; a probe that throws or is late is a dependency that is down. */
export async function probe(check: () => Promise<unknown>, ms = 1_000): Promise<DependencyState> {
  const startedMs = performance.now();
  const tookMs = (): number => Math.round(performance.now() - startedMs);
  try {
    await deadline(check(), ms, 'probe');
    return { ok: true, ms: tookMs() };
  } catch (error) {
    return { ok: false, ms: tookMs(), detail: error instanceof Error ? error.message : String(error) };
  }
}

function answer(readiness: () => Promise<Readiness>, metrics: Metrics): RequestListener {
  return (request, response) => {
    route(request.url ?? '', readiness, metrics).then(
      ({ status, type, body }) => {
        send(response, status, type, body);
      },
      () => {
        send(response, 500, 'text/plain', 'failed\n');
      },
    );
  };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function route(url: string, readiness: () => Promise<Readiness>, metrics: Metrics): Promise<Answer> {
  switch (url.split('?', 1)[0]) {
    case '/healthz':
      return { status: 200, type: 'text/plain', body: 'ok\n' };
    case '/readyz':
      return readyz(readiness);
    case '/metrics':
      return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: await metrics.text() };
    default:
      return { status: 404, type: 'text/plain', body: 'expected /healthz, /readyz or /metrics\n' };
  }
}

async function readyz(readiness: () => Promise<Readiness>): Promise<Answer> {
  const states = await deadline(readiness(), READINESS_MS, 'readiness').catch((error: unknown): Readiness => ({
    readiness: { ok: false, ms: READINESS_MS, detail: String(error) },
  }));
  const ready = Object.values(states).every((state) => state.ok);
  return { status: ready ? 200 : 503, type: 'application/json', body: `${JSON.stringify({ ready, dependencies: states })}\n` };
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
