import { type ClientConfig, DEFAULT_CLIENT_CONFIG, readClientConfig } from '@godwit/shared/client-config';

const KEY = 'godwit.config';
/** The page waits so long for it; what comes later counts from the next start. A first visit has nothing to fall back to, so it waits longer. */
const WAIT_MS = 300;
const FIRST_WAIT_MS = 1_000;

/** What the operator says, else what he said last, else the defaults. Never rejects. */
export async function loadClientConfig(get: () => Promise<unknown>, storage: Storage): Promise<ClientConfig> {
  const kept = readKept(storage);
  const asked = get().then(
    (value) => {
      const { config } = readClientConfig(value);
      keep(storage, config);
      return config;
    },
    () => null,
  );
  const late = new Promise<null>((resolve) => setTimeout(resolve, kept === null ? FIRST_WAIT_MS : WAIT_MS, null));
  return (await Promise.race([asked, late])) ?? kept ?? DEFAULT_CLIENT_CONFIG;
}

/** As index.html asks for it ahead. */
export const fetchClientConfig = async (): Promise<unknown> => {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
};

function readKept(storage: Storage): ClientConfig | null {
  try {
    const text = storage.getItem(KEY);
    return text === null ? null : readClientConfig(JSON.parse(text)).config;
  } catch {
    return null;
  }
}

function keep(storage: Storage, config: ClientConfig): void {
  try {
    storage.setItem(KEY, JSON.stringify(config));
  } catch {
    // Full or blocked: asked for again at the next start.
  }
}
