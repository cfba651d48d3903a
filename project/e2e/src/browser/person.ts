import { until, type Tab } from './tab.js';

const byTestId = (id: string): string => `[data-testid="${id}"]`;

/** A bubble as the timeline shows it, top to bottom. seq is 0 while it is not in the log. */
export interface ShownBubble {
  readonly text: string;
  readonly seq: number;
  readonly state: string;
  readonly clientMsgId: string;
}

/** What a person does in the client, in the words of the person. */
export class Person {
  readonly username: string;
  readonly tab: Tab;
  readonly #origin: string;

  constructor(tab: Tab, origin: string, username: string) {
    this.tab = tab;
    this.#origin = origin;
    this.username = username;
  }

  async register(password: string): Promise<void> {
    await this.tab.goto(`${this.#origin}/register`);
    await this.tab.fill(byTestId('username'), this.username);
    await this.tab.fill(byTestId('nickname'), this.username);
    await this.tab.fill(byTestId('password'), password);
    await this.tab.click(byTestId('submit'));
    await this.online();
  }

  /** Waits for a synced link; resolves with its transport. */
  async online(timeoutMs = 30_000): Promise<string> {
    return await until(
      this.tab,
      `${this.username} to be online`,
      () => {
        const badge = document.querySelector('[data-testid="transport-badge"][data-state="online"]');
        return badge?.getAttribute('data-transport') ?? '';
      },
      undefined,
      timeoutMs,
    );
  }

  async askToBeFriends(other: string): Promise<void> {
    await this.tab.goto(`${this.#origin}/contacts`);
    await this.tab.fill(byTestId('add-friend-username'), other);
    await this.tab.click(byTestId('add-friend-search'));
    await this.tab.click(byTestId('add-friend-send'));
    await this.#appears('[data-testid="found-user"][data-relation="request_sent"]');
  }

  /** The same person in another tab of the same browser, at the same place. */
  async inAnotherTab(): Promise<Person> {
    const other = new Person(await this.tab.another(), this.#origin, this.username);
    await other.openFirstChat();
    return other;
  }

  /** Accepts the first request shown; the chat opens. */
  async acceptFriend(): Promise<void> {
    await this.tab.goto(`${this.#origin}/contacts`);
    await this.tab.click(byTestId('accept-request'));
  }

  /** Opens the conversation on top of the list. */
  async openFirstChat(): Promise<void> {
    await this.tab.goto(`${this.#origin}/chat`);
    await this.tab.click(byTestId('conversation'));
    await this.#appears(byTestId('composer-input'));
  }

  async say(text: string): Promise<void> {
    await this.tab.fill(byTestId('composer-input'), text);
    await this.tab.press(byTestId('composer-input'), 'Enter');
  }

  bubbles(): Promise<ShownBubble[]> {
    return this.tab.evaluate(
      () =>
        [...document.querySelectorAll<HTMLElement>('[data-testid="bubble"]')].map((bubble) => ({
          text: bubble.querySelector('[data-testid="bubble-text"]')?.textContent ?? '',
          seq: Number(bubble.dataset['seq'] ?? 0),
          state: bubble.dataset['state'] ?? '',
          clientMsgId: bubble.dataset['clientId'] ?? '',
        })),
      undefined,
    );
  }

  /** Waits until a bubble with exactly this text is shown, with a seq. */
  async sees(text: string, timeoutMs = 30_000): Promise<void> {
    await until(
      this.tab,
      `${this.username} to see “${text}”`,
      (wanted) =>
        [...document.querySelectorAll<HTMLElement>('[data-testid="bubble"]')].some(
          (bubble) => bubble.querySelector('[data-testid="bubble-text"]')?.textContent === wanted && Number(bubble.dataset['seq']) > 0,
        ),
      text,
      timeoutMs,
    );
  }

  /** Waits until own messages are all in one of these states. */
  async ownMessagesAre(states: readonly string[], timeoutMs = 30_000): Promise<void> {
    await until(
      this.tab,
      `the messages of ${this.username} to be ${states.join(' or ')}`,
      (allowed) =>
        [...document.querySelectorAll<HTMLElement>('[data-testid="bubble"][data-mine="true"]')].every((b) =>
          allowed.includes(b.dataset['state'] ?? ''),
        ),
      states,
      timeoutMs,
    );
  }

  /** Waits for the page that says that this device was signed out. */
  async signedOut(): Promise<void> {
    await this.#appears('[data-testid="session-ended"][data-reason="revoked"]');
  }

  async #appears(css: string): Promise<void> {
    await until(this.tab, css, (selector) => document.querySelector(selector) !== null, css);
  }
}
