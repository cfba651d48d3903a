import { ApiError } from '@godwit/client/api/api-error';
import type { Credentials } from '@godwit/client/api/rest-api';
import { GodwitClient } from '@godwit/client/client';
import type { GodwitClientOptions } from '@godwit/client/client-options';
import { MemoryStore } from '@godwit/client/store/memory';
import { guard } from '@godwit/shared/guard';
import type { Id } from '@godwit/shared/ids/id';
import type { Tokens } from '@godwit/shared/rest/auth';
import type { Ledger } from '../ledger/ledger.ts';
import { MortalStore } from './mortal-store.ts';
import { Recorder } from './recorder.ts';

const PAGE_ENTRIES = 200;
/** What a user looks at after a crash to see which sends made it. */
const LOOK_BACK_PAGES = 3;
const RETRY_MS = 500;

export interface RecordedDeviceOptions {
  /** Origin of the web tier. */
  readonly api: string;
  /** Unique in the run; also the device id. */
  readonly device: string;
  readonly signIn: Credentials | Tokens;
  readonly transport: NonNullable<GodwitClientOptions['transport']>;
  readonly ledger: Ledger;
}

/** One life of the client, from its start to its close, reload or crash. */
interface Run {
  readonly client: GodwitClient;
  readonly store: MortalStore;
  readonly deafen: () => void;
}

interface Recall {
  readonly conversation: Id;
  readonly seq: number;
}

interface OpenSend {
  readonly conversation: Id;
  /** In which it was sent; in a later one only the screen can tell the user what became of it. */
  readonly run: Run;
  readonly tell: () => void;
}

/** One device of one user: the real SDK, with everything it is asked and shows written to a ledger. */
export class RecordedDevice {
  readonly name: string;
  readonly #options: RecordedDeviceOptions;
  readonly #recorder: Recorder;
  readonly #disk = new MemoryStore();
  /** By text: sends whose end the user has not seen. */
  readonly #open = new Map<string, OpenSend>();
  /** Recalls whose end the user has not seen. */
  readonly #recalls = new Set<Recall>();
  /** Own message that was acked last and not recalled. */
  #newest: Recall | undefined;
  #run: Run;

  private constructor(options: RecordedDeviceOptions) {
    const { device, ledger } = options;
    this.name = device;
    this.#options = options;
    this.#recorder = new Recorder({
      device,
      ledger,
      ownEntry: (text) => this.#seen(text),
      ownFailure: (text, error) => this.#seenToFail(text, error),
    });
    this.#run = this.#start();
  }

  /** Signs in; connect() follows. */
  static async create(options: RecordedDeviceOptions): Promise<RecordedDevice> {
    const device = new RecordedDevice(options);
    const { signIn } = options;
    if ('accessToken' in signIn) await device.client.useTokens(signIn);
    else await device.client.login(signIn);
    device.#recorder.write({ do: 'device', device: device.name, user: device.user });
    return device;
  }

  get user(): Id {
    return this.client.userId;
  }

  /** For what is not recorded: friends, status. Another one after reload(). */
  get client(): GodwitClient {
    return this.#run.client;
  }

  /** Of which the user is a member, as far as this device knows. */
  get groups(): readonly Id[] {
    return this.client.conversations().flatMap(({ id, type, removed }) => (type === 'group' && !removed ? [id] : []));
  }

  /** Recalls too. */
  get openSends(): number {
    return this.#open.size + this.#recalls.size;
  }

  /** Entries that appeared live, in all conversations. */
  get shownEntries(): number {
    return this.#recorder.shownEntries;
  }

  /** Seq of the newest entry that appeared. */
  newestIn(conversation: Id): number {
    return this.#recorder.shown.get(conversation)?.newest ?? 0;
  }

  /** Entries that appeared live. */
  shownIn(conversation: Id): number {
    return this.#recorder.shown.get(conversation)?.count ?? 0;
  }

  /** Resolves when online and synced, however long that takes. */
  connect(): Promise<void> {
    return this.client.connect();
  }

  /** Resolves when the user has seen the end of each, however long that takes and over reloads. Texts are unique in the run. */
  async send(conversation: Id, ...texts: readonly string[]): Promise<void> {
    this.#recorder.write({ do: 'invoke', device: this.name, conversation, texts });
    await Promise.all(texts.map((text) => this.#send(conversation, text)));
  }

  /** The user takes back what was sent last, if that is still there. */
  recall(): void {
    const recall = this.#newest;
    this.#newest = undefined;
    if (recall === undefined) return;
    this.#recalls.add(recall);
    this.#recall(recall);
  }

  /** The user reads everything that appeared. */
  async read(conversation: Id): Promise<void> {
    const seq = this.#recorder.shown.get(conversation)?.newest ?? 0;
    if (seq === 0) return;
    this.#recorder.write({ do: 'read', device: this.name, conversation, seq });
    await this.client.markRead(conversation, seq);
  }

  /** From now on the ledger holds what this conversation looks like on the screen. Scrolls up once, if there is a link. */
  async watch(conversation: Id): Promise<void> {
    this.client.leave(conversation);
    await this.client.open(conversation);
    await this.client.loadOlder(conversation).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
    });
  }

  /** A new client over the same disk. `crash`: without a goodbye; what the old one had not written is lost. */
  async reload(how: 'close' | 'crash'): Promise<void> {
    const { client, store, deafen } = this.#run;
    if (how === 'close') await client.close();
    deafen();
    this.#recorder.write({ do: 'reload', device: this.name });
    if (how === 'crash') {
      store.die();
      guard(client.close());
    }
    this.#run = this.#start();
    await this.client.connect();
    if (how === 'crash') await this.#lookBack();
    // What the old client was asked may be on its disk or not: the user asks again, and one of the two is refused.
    for (const recall of this.#recalls) this.#recall(recall);
  }

  /** Scrolls through every conversation of which not everything appeared live, to see whether the rest is there. */
  async settle(signal: AbortSignal): Promise<void> {
    for (const { id, lastSeq } of this.client.conversations()) {
      while ((this.shownIn(id) < lastSeq || this.#recorder.recalledIn.has(id)) && !signal.aborted && !(await this.#scroll(id, Infinity))) {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  async close(): Promise<void> {
    await this.client.close();
    this.#run.deafen();
  }

  #start(): Run {
    const { api, device, transport } = this.#options;
    const store = new MortalStore(this.#disk);
    const client = new GodwitClient({ api, deviceId: device, platform: 'chaos', transport, store });
    return { client, store, deafen: this.#recorder.listen(client) };
  }

  #send(conversation: Id, text: string): Promise<void> {
    const run = this.#run;
    const { name: device } = this;
    return new Promise((tell) => {
      this.#open.set(text, { conversation, run, tell });
      run.client.send(conversation, { text }).then(
        ({ seq }) => {
          if (this.#ended(run, { do: 'ack', device, text, seq })) this.#newest = { conversation, seq };
        },
        (error: unknown) => {
          const name = error instanceof ApiError ? error.error : String(error);
          // A reload ended the promise, not the send.
          if (name !== 'CLOSED') this.#ended(run, { do: 'refuse', device, text, error: name });
        },
      );
    });
  }

  #recall(recall: Recall): void {
    const { conversation, seq } = recall;
    this.client.recall(conversation, seq).then(
      () => {
        if (this.#recalls.delete(recall)) this.#recorder.write({ do: 'recalled', device: this.name, conversation, seq });
      },
      (error: unknown) => {
        // A reload ended the promise, not the recall.
        if (!(error instanceof ApiError) || error.error !== 'CLOSED') this.#recalls.delete(recall);
      },
    );
  }

  /** False: the user has seen it already, or looks at a later run. */
  #ended(run: Run, event: { readonly text: string } & Parameters<Recorder['write']>[0]): boolean {
    const send = this.#open.get(event.text);
    if (send === undefined || run !== this.#run) return false;
    this.#open.delete(event.text);
    this.#recorder.write(event);
    send.tell();
    return true;
  }

  /** An own entry stands on the screen as sent. */
  #seen(text: string): void {
    if (this.#isOfEarlierRun(text)) this.#ended(this.#run, { do: 'ack', device: this.name, text, seq: 0 });
  }

  #seenToFail(text: string, error: string): void {
    if (this.#isOfEarlierRun(text)) this.#ended(this.#run, { do: 'refuse', device: this.name, text, error });
  }

  /** In the run in which it was sent its promise tells. */
  #isOfEarlierRun(text: string): boolean {
    const send = this.#open.get(text);
    return send !== undefined && send.run !== this.#run;
  }

  async #lookBack(): Promise<void> {
    const conversations = new Set([...this.#open.values()].filter(({ run }) => run !== this.#run).map(({ conversation }) => conversation));
    for (const conversation of conversations) await this.#scroll(conversation, LOOK_BACK_PAGES);
  }

  /** Resolves with whether it got as far as it wanted. */
  async #scroll(conversation: Id, pages: number): Promise<boolean> {
    let page = 0;
    try {
      for await (const items of this.client.history(conversation, { limit: PAGE_ENTRIES })) {
        const entries = items.map(({ seq, body, senderId }) => [seq, body.text, senderId] as const);
        this.#recorder.write({ do: 'page', device: this.name, conversation, entries });
        for (const { mine, body } of items) if (mine) this.#seen(body.text);
        if ((page += 1) >= pages) break;
      }
      return true;
    } catch (error) {
      if (error instanceof ApiError) return false;
      throw error;
    }
  }
}
