// Log lines: JSON on stdout, one object a line, in Node and Deno.
// Bound: a secret never appears. Values under secret names, of any depth, are replaced; tokens inside other texts too.
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const REDACTED = '[redacted]';
const MAX_DEPTH = 6;
/** Names whose values are secrets or user content (reliability S6), whatever surrounds them: refreshToken, password_hash, Set-Cookie … */
const SECRET_NAME = /token|passw|secret|authorization|cookie|private_?key|^body$|^text$|^draft$|^preview$/i;
/** A size or duration, e.g. ACCESS_TOKEN_TTL_MS, maxTokenBytes: no secret. */
const UNIT_NAME = /(?:Ms|_MS|_ms|Bytes|_BYTES|Seconds|_SECONDS)$/;
/** A JSON Web Token or a bearer credential inside a text: an error message, a stack, a URL. */
const SECRET_TEXT = /eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?|\bBearer\s+[\w.~+/=-]+/gi;
/** user:password@ in a connection string. */
const URL_PASSWORD = /(\w+:\/\/[^\s:@/"]*):[^\s@/"]+@/g;

export interface LoggerOptions {
  readonly name: string;
  readonly level?: LogLevel;
  /** Default: standard output, written before the call returns. */
  readonly destination?: DestinationStream;
}

export function createLogger({ name, level = 'info', destination = pino.destination({ dest: 1, sync: true }) }: LoggerOptions): Logger {
  const root = pino(
    {
      level,
      base: { name },
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactFields(fields),
      },
      serializers: { err: describeError, error: describeError },
      hooks: { streamWrite: redactLine },
    },
    destination,
  );
  // pino applies formatters.bindings to the root alone; children inherit this method
  const { child } = root;
  root.child = function redactedChild(this: Logger, bindings, options) {
    return child.call(this, redactFields(bindings), options);
  } as typeof root.child;
  return root;
}

const redactLine = (line: string): string => line.replace(SECRET_TEXT, REDACTED).replace(URL_PASSWORD, `$1:${REDACTED}@`);

const isSecretName = (name: string): boolean => SECRET_NAME.test(name) && !UNIT_NAME.test(name);

function redactFields(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, isSecretName(name) ? REDACTED : redactValue(value, depth + 1)]),
  );
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return describeError(value, depth);
  if (ArrayBuffer.isView(value)) return `[${String(value.byteLength)} bytes]`;
  if (depth > MAX_DEPTH) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return isPlain(value) ? redactFields(value as Record<string, unknown>, depth) : value;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Only these fields: drivers hang commands, rows and whole requests on their errors. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return redactValue(error, depth);
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.cause === undefined || depth > MAX_DEPTH ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}
