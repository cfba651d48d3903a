import { describe, expect, it } from 'vitest';
import { DEFAULT_CLIENT_CONFIG, readClientConfig } from './client-config.js';

describe('[U-20] the configuration of the client', () => {
  it('has a default for everything', () => {
    expect(readClientConfig({})).toEqual({ config: DEFAULT_CLIENT_CONFIG, problems: [] });
  });

  it('takes what is given and leaves the rest', () => {
    const given = {
      brand: 'Tern',
      logo: '/tern.svg',
      apiOrigin: 'https://api.example.org',
      fileMaxBytes: 1_000,
      features: { registration: false },
      links: { support: 'mailto:help@example.org' },
    };
    expect(readClientConfig(given)).toEqual({
      config: {
        ...DEFAULT_CLIENT_CONFIG,
        ...given,
        features: { ...DEFAULT_CLIENT_CONFIG.features, registration: false },
        links: { ...DEFAULT_CLIENT_CONFIG.links, support: 'mailto:help@example.org' },
      },
      problems: [],
    });
  });

  it.each([
    [null, 'the whole is no object'],
    [[], 'the whole is no object'],
    [{ brand: ' ' }, 'brand is not 1 to 40 characters'],
    [{ brand: 7 }, 'brand is not 1 to 40 characters'],
    [{ logo: 'javascript:alert(1)' }, 'logo is not an https address or a path of the site'],
    [{ logo: '//elsewhere.example/x.svg' }, 'logo is not an https address or a path of the site'],
    [{ apiOrigin: 'https://api.example.org/v1' }, 'apiOrigin is not an origin such as https://chat.example.org'],
    [{ fileMaxBytes: '1 GB' }, 'fileMaxBytes is not a number of bytes'],
    [{ features: true }, 'features is no object'],
    [{ features: { registration: 'no' } }, 'features.registration is not true or false'],
    [{ links: { terms: 'javascript:alert(1)' } }, 'links.terms is not an http or mailto address or a path'],
  ])('%j: the default counts, and it is said', (given, problem) => {
    expect(readClientConfig(given)).toEqual({ config: DEFAULT_CLIENT_CONFIG, problems: [problem] });
  });
});
