// HTTP requests that no well-behaved client sends; some are no HTTP at all.
import { randomBytes } from 'node:crypto';

const request = (line: string, headers: readonly string[] = [], body = ''): string => [line, 'Host: x', ...headers, '', body].join('\r\n');

const json = (path: string, body: string, headers: readonly string[] = []): string =>
  request(`POST ${path} HTTP/1.1`, ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, ...headers], body);

const ROUTES = [
  '/api/v1/auth/login',
  '/api/v1/auth/register',
  '/api/v1/auth/refresh',
  '/api/v1/friends/request',
  '/api/v1/conversations/direct',
];

const BODIES = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '1e999',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"username":{"$gt":""},"password":["x"],"deviceId":1}',
  `{"username":"${'a'.repeat(3_000)}","password":"x","deviceId":"d"}`,
  '{"username":"\\u0000\\ud800","password":"\\udfff","deviceId":"\\u0000"}',
  '{"refreshToken":"\\u0000"}',
  '{"userId":"99999999999999999999999999"}',
  '{"userId":"-1"}',
  '{"userId":1e100}',
  `${'['.repeat(1_900)}${']'.repeat(1_900)}`,
  `{${Array.from({ length: 200 }, (_, i) => `"k${i}":${i}`).join(',')}}`,
];

const LINES = [
  'GET /api/v1/user/%00 HTTP/1.1',
  'GET /api/v1/user/%ff%fe HTTP/1.1',
  'GET /api/v1/user/..%2f..%2fetc%2fpasswd HTTP/1.1',
  'GET /../../etc/passwd HTTP/1.1',
  'GET //evil.example/ HTTP/1.1',
  'GET /api/v1/user/search?username=%F0%9F HTTP/1.1',
  `GET /api/v1/user/search?${'a=1&'.repeat(3_000)} HTTP/1.1`,
  `GET /${'x'.repeat(7_000)} HTTP/1.1`,
  'DELETE /api/v1/friends/9223372036854775808 HTTP/1.1',
  'DELETE /api/v1/friends/NaN HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'TRACE / HTTP/1.1',
  'CONNECT example.org:443 HTTP/1.1',
  'PROPFIND / HTTP/1.1',
  'GET http://169.254.169.254/ HTTP/1.1',
  'GET /godwit HTTP/1.1',
  'GET /metrics HTTP/1.1',
  'GET /healthz?%%% HTTP/1.1',
  'GET / HTTP/9.9',
  'GET / HTTP/0.9',
];

const HEADERS = [
  ['Authorization: Bearer '],
  ['Authorization: Bearer e30.e30.e30'],
  [`Authorization: Bearer ${'x'.repeat(6_000)}`],
  ['Authorization: Basic eDp4'],
  ['Content-Length: -1'],
  ['Content-Length: 5', 'Transfer-Encoding: chunked'],
  ['Transfer-Encoding: gzip, chunked'],
  ['Content-Encoding: br'],
  ['Expect: 100-continue'],
  ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: x'],
  ['Upgrade: h2c', 'Connection: Upgrade, HTTP2-Settings', 'HTTP2-Settings: AAMAAABkAAQAAP__'],
  Array.from({ length: 150 }, (_, i) => `X-${i}: y`),
  ['X-Broken\tname: x'],
  ['Range: bytes=0-0,1-1,2-2'],
  ['If-None-Match: "', 'If-Modified-Since: never'],
  ['Accept-Encoding: *;q=9'],
];

const NO_HTTP = ['\r\n\r\n', '\0\0\0\0', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'EHLO x\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'];

export function junkRequests(): readonly (string | Uint8Array)[] {
  return [
    ...ROUTES.flatMap((path) => BODIES.map((body) => json(path, body))),
    ...ROUTES.map((path) => json(path, '{"a":1}', ['Content-Encoding: gzip'])),
    ...LINES.map((line) => request(line)),
    ...HEADERS.flatMap((headers) => [
      request('GET /api/v1/user/profile HTTP/1.1', headers),
      request('POST /api/v1/auth/login HTTP/1.1', headers, 'x'),
    ]),
    ...NO_HTTP,
    ...Array.from({ length: 20 }, (_, i) => randomBytes(1 + 37 * i)),
  ];
}
