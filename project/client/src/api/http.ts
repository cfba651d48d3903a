import { errorName } from '@godwit/shared/protocol/errors';
import type { Answer, RefusalData } from '@godwit/shared/rest/answer';
import { ApiError } from './api-error.js';

const PREFIX = '/api/v1';
const TIMEOUT_MS = 10_000;

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Access token. */
  readonly token?: string;
  /** Default: 10 s. */
  readonly timeoutMs?: number;
}

/** One REST call: the data of a success, or ApiError. */
export async function callApi<T>(origin: string, { method, path, body, token, timeoutMs = TIMEOUT_MS }: HttpCall): Promise<T> {
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const request = {
    method,
    headers,
    signal: AbortSignal.timeout(timeoutMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const response = await fetch(origin + PREFIX + path, request).catch((error: unknown) => {
    throw new ApiError({ code: 0, error: 'NETWORK', message: String(error) });
  });
  const answer = (await response.json().catch(() => null)) as Answer<T> | null;
  if (answer?.code === 0) return answer.data;
  throw refusal(response.status, answer as Answer<RefusalData> | null);
}

/** The body of a GET as it comes; what is refused is ApiError. The time limit is that of its beginning. */
export async function openStream(origin: string, path: string, token: string): Promise<ReadableStream<Uint8Array>> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), TIMEOUT_MS);
  const request = { headers: { authorization: `Bearer ${token}` }, signal: late.signal };
  const response = await fetch(origin + PREFIX + path, request)
    .catch((error: unknown) => {
      throw new ApiError({ code: 0, error: 'NETWORK', message: String(error) });
    })
    .finally(() => clearTimeout(timer));
  if (response.ok && response.body !== null) return response.body;
  throw refusal(response.status, (await response.json().catch(() => null)) as Answer<RefusalData> | null);
}

/** An answer that is none of ours comes from something between: as good as unreachable. */
function refusal(status: number, answer: Answer<RefusalData> | null): ApiError {
  if (typeof answer?.code !== 'number') return new ApiError({ code: 0, error: 'NETWORK', status, message: `HTTP ${status}` });
  const { code, message, data } = answer;
  return new ApiError({ code, error: errorName(code) ?? 'UNKNOWN', status, message, retryAfterMs: data?.retryAfterMs ?? 0 });
}
