import type { Clock } from '@godwit/shared/clock';
import type { Tokens } from '@godwit/shared/rest/auth';
import { ApiError } from './api-error.js';

/** A token that ends sooner is refreshed before it is used. */
const FRESH_MS = 60_000;

export interface TokenOptions {
  readonly clock: Clock;
  /** POST /auth/refresh. */
  readonly refresh: (refreshToken: string) => Promise<Tokens>;
  /** Called before anybody uses the new tokens; null when they are gone for good. */
  readonly persist: (tokens: Tokens | null) => Promise<void>;
}

/** The tokens of this device. Refresh rotates them, so there is one at a time and its result is persisted first. */
export class TokenKeeper {
  readonly #options: TokenOptions;
  #tokens: Tokens | null = null;
  #refreshing: Promise<Tokens> | undefined;

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  get tokens(): Tokens | null {
    return this.#tokens;
  }

  /** As read from the store. */
  adopt(tokens: Tokens | null): void {
    this.#tokens = tokens;
  }

  async set(tokens: Tokens | null): Promise<void> {
    this.#tokens = tokens;
    await this.#options.persist(tokens);
  }

  /** An access token that the server should take now. Rejects with ApiError. */
  async accessToken(): Promise<string> {
    const tokens = this.#signedIn();
    if (tokens.expiresAt - this.#options.clock.now() > FRESH_MS) return tokens.accessToken;
    return (await this.refresh(tokens.accessToken)).accessToken;
  }

  /** New tokens in place of those that `refused` belongs to; those that somebody else got meanwhile count. */
  refresh(refused: string): Promise<Tokens> {
    const tokens = this.#signedIn();
    if (tokens.accessToken !== refused) return Promise.resolve(tokens);
    this.#refreshing ??= this.#rotate(tokens).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #rotate(old: Tokens): Promise<Tokens> {
    try {
      const tokens = await this.#options.refresh(old.refreshToken);
      await this.set(tokens);
      return tokens;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401 && this.#tokens === old) await this.set(null);
      throw error;
    }
  }

  #signedIn(): Tokens {
    if (!this.#tokens) throw new ApiError({ code: 1101, error: 'UNAUTHENTICATED', status: 401 });
    return this.#tokens;
  }
}
