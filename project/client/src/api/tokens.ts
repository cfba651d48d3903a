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
  /** The session is over, as the server says; called before the tokens go. */
  readonly ended: (error: ApiError) => void;
}

/** The tokens of this device. Refresh rotates them, so there is one at a time and its result is persisted first. */
export class TokenKeeper {
  readonly #options: TokenOptions;
  #tokens: Tokens | null = null;
  #refreshing: { readonly old: Tokens; readonly rotated: Promise<Tokens> } | undefined;

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
    if (this.#refreshing?.old !== tokens)
      this.#refreshing = { old: tokens, rotated: this.#rotate(tokens).finally(() => this.#rotated(tokens)) };
    return this.#refreshing.rotated;
  }

  #rotated(old: Tokens): void {
    if (this.#refreshing?.old === old) this.#refreshing = undefined;
  }

  async #rotate(old: Tokens): Promise<Tokens> {
    try {
      const tokens = await this.#options.refresh(old.refreshToken);
      if (this.#tokens !== old) return this.#signedIn(old.userId);
      await this.set(tokens);
      return tokens;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401 && this.#tokens === old) await this.#end(error);
      throw error;
    }
  }

  #end(error: ApiError): Promise<void> {
    this.#options.ended(error);
    return this.set(null);
  }

  /** What is asked for one user is not asked with the tokens of another. */
  #signedIn(userId = this.#tokens?.userId): Tokens {
    if (!this.#tokens || this.#tokens.userId !== userId) throw new ApiError({ code: 1101, error: 'UNAUTHENTICATED', status: 401 });
    return this.#tokens;
  }
}
