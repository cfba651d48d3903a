// Where a server of the deployment is. On the machine itself it may be open; elsewhere it needs a password that nobody guesses (S26).
import { isIPv4 } from 'node:net';
import { z } from 'zod';

const MIN_PASSWORD_CHARACTERS = 12;
const MIN_DIFFERENT_CHARACTERS = 6;
/** What servers and examples are shipped with. A password that is made of these, and of digits and signs, is none. */
const SHIPPED =
  /password|passwort|postgres(?:ql)?|redis|nats|godwit|admin|root|user|secret|change(?:me|it|this)?|default|guest|test|demo|example|letmein|qwerty|foobar|logic|access|web|my/g;

const WHAT_TO_DO = `expected a password of at least ${String(MIN_PASSWORD_CHARACTERS)} characters that is not a usual one, because the server is on another machine: scheme://user:password@host (openssl rand -hex 24 makes one)`;

/** A setting with the address of PostgreSQL, Redis or NATS; servers behind commas share the credentials of the first. */
export const serverUrl = (byDefault: string) =>
  z
    .string()
    .min(1)
    .refine((text) => isOnThisMachine(text) || hasClientCertificate(text) || isStrong(passwordOf(text), userOf(text)), {
      error: WHAT_TO_DO,
    })
    .default(byDefault);

function isOnThisMachine(text: string): boolean {
  return text.split(',').every((part) => {
    const url = parse(part);
    if (url === undefined) return true; // refused by whoever connects
    const socket = url.searchParams.get('host') ?? '';
    const host = socket === '' ? url.hostname : socket;
    return host === '' || host.startsWith('/') || host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));
  });
}

/** PostgreSQL can know a client by its key instead. */
function hasClientCertificate(text: string): boolean {
  const params = parse(text)?.searchParams;
  return params?.has('sslcert') === true && params.has('sslkey');
}

const passwordOf = (text: string): string => decoded(first(text)?.password);
const userOf = (text: string): string => decoded(first(text)?.username);
const first = (text: string): URL | undefined => parse(text.split(',')[0] ?? '');

function isStrong(password: string, user: string): boolean {
  const lower = password.toLowerCase();
  if (password.length < MIN_PASSWORD_CHARACTERS || new Set(lower).size < MIN_DIFFERENT_CHARACTERS) return false;
  const own = user === '' ? lower : lower.replaceAll(user.toLowerCase(), '');
  return own.replace(SHIPPED, '').replace(/[\d\W_]/g, '') !== '' || /\d(?:\D*\d){15}/.test(own);
}

function parse(text: string): URL | undefined {
  const url = text.includes('://') ? text.trim() : `x://${text.trim()}`;
  return URL.canParse(url) ? new URL(url) : undefined;
}

function decoded(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
