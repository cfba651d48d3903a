import { MAX_FILE_BYTES } from './rest/limits.js';

/** What an operator decides about the browser client without building it: /config.json. Checked by hand, because the client reads it before anything else. */
export interface ClientConfig {
  readonly brand: string;
  /** '' = the built-in one; a path of the site, or an https address. */
  readonly logo: string;
  /** Origin of the web tier; '' = the site that the client came from. */
  readonly apiOrigin: string;
  /** Off: the client does not show it. The server answers as before. */
  readonly features: { readonly registration: boolean; readonly accountExport: boolean; readonly accountDeletion: boolean };
  /** '' = none. */
  readonly links: { readonly support: string; readonly terms: string; readonly privacy: string };
  /** Largest file in bytes. Of the server (FILE_MAX_BYTES), whatever the operator's file says. */
  readonly fileMaxBytes: number;
}

export const DEFAULT_CLIENT_CONFIG: ClientConfig = {
  brand: 'Godwit',
  logo: '',
  apiOrigin: '',
  features: { registration: true, accountExport: true, accountDeletion: true },
  links: { support: '', terms: '', privacy: '' },
  // as long as the server did not say: it refuses what is larger than its limit before a byte is sent
  fileMaxBytes: MAX_FILE_BYTES,
};

export interface ReadClientConfig {
  readonly config: ClientConfig;
  /** Each field that is not what it should be; its default counts. */
  readonly problems: readonly string[];
}

const MAX_BRAND_CHARACTERS = 40;
const LOGO = /^(?:https:\/\/[^\s"'<>\\]+|\/[^\s"'<>\\/][^\s"'<>\\]*)?$/;
const LINK = /^(?:(?:https?:\/\/|mailto:)[^\s"'<>\\]+|\/[^\s"'<>\\/][^\s"'<>\\]*)?$/;
const ORIGIN = /^(?:https?:\/\/[^\s/"'<>\\?#@]+)?$/;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function readClientConfig(value: unknown): ReadClientConfig {
  const problems: string[] = [];
  const record = (given: unknown, name: string): Readonly<Record<string, unknown>> => {
    if (given === undefined || isRecord(given)) return given ?? {};
    problems.push(`${name} is no object`);
    return {};
  };
  const reader =
    (given: Readonly<Record<string, unknown>>, prefix: string) =>
    <T extends string | boolean | number>(name: string, fallback: T, isGood: (value: T) => boolean, expected: string): T => {
      const field = given[name];
      if (field === undefined) return fallback;
      if (typeof field === typeof fallback && isGood(field as T)) return field as T;
      problems.push(`${prefix}${name} is not ${expected}`);
      return fallback;
    };
  const { brand, logo, apiOrigin, features, links, fileMaxBytes } = DEFAULT_CLIENT_CONFIG;
  const all = record(value, 'the whole');
  const top = reader(all, '');
  const feature = reader(record(all['features'], 'features'), 'features.');
  const link = reader(record(all['links'], 'links'), 'links.');
  const flag = (name: keyof ClientConfig['features']): boolean => feature(name, features[name], () => true, 'true or false');
  const address = (name: keyof ClientConfig['links']): string =>
    link(name, links[name], (text) => LINK.test(text), 'an http or mailto address or a path');
  const config: ClientConfig = {
    brand: top('brand', brand, (text) => text.trim() !== '' && text.length <= MAX_BRAND_CHARACTERS, '1 to 40 characters'),
    logo: top('logo', logo, (text) => LOGO.test(text), 'an https address or a path of the site'),
    apiOrigin: top('apiOrigin', apiOrigin, (text) => ORIGIN.test(text), 'an origin such as https://chat.example.org'),
    features: { registration: flag('registration'), accountExport: flag('accountExport'), accountDeletion: flag('accountDeletion') },
    links: { support: address('support'), terms: address('terms'), privacy: address('privacy') },
    fileMaxBytes: top('fileMaxBytes', fileMaxBytes, (bytes) => bytes > 0, 'a number of bytes'),
  };
  return { config, problems };
}
