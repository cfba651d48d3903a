// Requests to become a WebSocket, and what RFC 6455 (section 4.2) and Godwit's rules say to each.

export interface UpgradeCase {
  readonly name: string;
  readonly request: string;
  /** Whether the answer, which may be empty, is right; `accept` belongs to the key of the requests. */
  readonly wanted: (answer: string, accept: string) => boolean;
}

const HEADERS: Readonly<Record<string, string>> = {
  Host: '127.0.0.1',
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version': '13',
};

function request(changes: Readonly<Record<string, string | undefined>> = {}, line = 'GET /godwit HTTP/1.1'): string {
  const headers = Object.entries({ ...HEADERS, ...changes }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return [line, ...headers, '', ''].join('\r\n');
}

const upgraded = (answer: string, accept: string): boolean =>
  answer.startsWith('HTTP/1.1 101') && answer.toLowerCase().includes(`sec-websocket-accept: ${accept.toLowerCase()}`);
/** A 4xx or nothing: the connection is cut. */
const refused = (answer: string): boolean => answer === '' || /^HTTP\/1\.1 4\d\d/.test(answer);

export const UPGRADE_CASES: readonly UpgradeCase[] = [
  { name: 'as it should be', request: request(), wanted: upgraded },
  { name: 'names in other case', request: request({ Upgrade: 'WebSocket', Connection: 'keep-alive, upgrade' }), wanted: upgraded },
  {
    name: 'an extension is offered',
    request: request({ 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' }),
    wanted: (answer, accept) => upgraded(answer, accept) && !/sec-websocket-extensions/i.test(answer),
  },
  { name: 'another path', request: request({}, 'GET /other HTTP/1.1'), wanted: refused },
  { name: 'POST', request: request({}, 'POST /godwit HTTP/1.1'), wanted: refused },
  { name: 'HTTP/1.0', request: request({}, 'GET /godwit HTTP/1.0'), wanted: refused },
  { name: 'no key', request: request({ 'Sec-WebSocket-Key': undefined }), wanted: refused },
  { name: 'a key that is too short', request: request({ 'Sec-WebSocket-Key': 'c2hvcnQ=' }), wanted: refused },
  {
    name: 'version 8',
    request: request({ 'Sec-WebSocket-Version': '8' }),
    wanted: (answer, accept) => refused(answer) || upgraded(answer, accept),
  },
  { name: 'version 99', request: request({ 'Sec-WebSocket-Version': '99' }), wanted: refused },
  { name: 'no version', request: request({ 'Sec-WebSocket-Version': undefined }), wanted: refused },
  { name: 'no Upgrade', request: request({ Upgrade: undefined }), wanted: refused },
  { name: 'another protocol', request: request({ Upgrade: 'h2c' }), wanted: refused },
  { name: 'a page of another site', request: request({ Origin: 'https://evil.example' }), wanted: refused },
];
