// A client of the Socket.IO arm that speaks engine.io 4 / Socket.IO 5 frames on a bare WebSocket: the generator shares the machine with
// the server, so it must cost as little as it can. Answers pings; knows text events and acks, the only frames that this server sends.
import { WebSocket } from 'ws';
import type { Answer } from './socketio-protocol.ts';
import type { StoredMessage } from './message-log.ts';

export interface SessionOptions {
  /** wss://host:port */
  readonly url: string;
  readonly certPem: string;
  readonly token: string;
  readonly onMessages?: (conversationId: number, messages: readonly StoredMessage[]) => void;
}

const CONNECT_MS = 10_000;
const PATH = '/socket.io/?EIO=4&transport=websocket';

export class SocketioSession {
  readonly #socket: WebSocket;
  readonly #onMessages: SessionOptions['onMessages'];
  readonly #answers = new Map<number, (answer: unknown) => void>();
  #nextAnswer = 0;

  private constructor(socket: WebSocket, onMessages: SessionOptions['onMessages']) {
    this.#socket = socket;
    this.#onMessages = onMessages;
  }

  /** Resolves when the token is accepted. */
  static open({ url, certPem, token, onMessages }: SessionOptions): Promise<SocketioSession> {
    const { promise, resolve, reject } = Promise.withResolvers<SocketioSession>();
    const socket = new WebSocket(url + PATH, { ca: certPem, perMessageDeflate: false, handshakeTimeout: CONNECT_MS, generateMask });
    const session = new SocketioSession(socket, onMessages);
    const timer = setTimeout(() => reject(new Error('not signed in in time')), CONNECT_MS);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed before it was signed in')));
    socket.on('message', (data: Buffer) => {
      const frame = data.toString();
      if (frame.startsWith('42')) session.#event(frame);
      else if (frame.startsWith('43')) session.#answer(frame);
      else if (frame === '2') socket.send('3');
      else if (frame.startsWith('0')) socket.send(`40${JSON.stringify({ token })}`);
      else if (frame.startsWith('40')) resolve(session);
      else if (frame.startsWith('44')) reject(new Error(`refused: ${frame.slice(2)}`));
    });
    return promise
      .finally(() => clearTimeout(timer))
      .catch((error: unknown) => {
        socket.terminate();
        throw error;
      });
  }

  send(conversationId: number, messages: readonly (readonly [clientId: number, body: string])[], onAnswer: (answer: Answer) => void): void {
    this.#ask(['send', conversationId, messages], onAnswer as (answer: unknown) => void);
  }

  /** What the conversation has behind `sinceSeq`, at most 1,000 messages. */
  sync(conversationId: number, sinceSeq: number): Promise<readonly StoredMessage[]> {
    return new Promise((resolve) => this.#ask(['sync', conversationId, sinceSeq], resolve as (answer: unknown) => void));
  }

  /** Resolves when messages of the group come here. */
  join(conversationId: number): Promise<void> {
    return new Promise((resolve, reject) =>
      this.#ask(['join', conversationId], (joined) => (joined === true ? resolve() : reject(new Error('not a member')))),
    );
  }

  close(): void {
    this.#socket.close();
  }

  #ask(event: readonly unknown[], onAnswer: (answer: unknown) => void): void {
    this.#nextAnswer += 1;
    this.#answers.set(this.#nextAnswer, onAnswer);
    this.#socket.send(`42${this.#nextAnswer}${JSON.stringify(event)}`);
  }

  #event(frame: string): void {
    const [name, ...args] = JSON.parse(frame.slice(2)) as [string, number, readonly StoredMessage[]];
    if (name === 'messages') this.#onMessages?.(...args);
  }

  #answer(frame: string): void {
    const start = frame.indexOf('[');
    const number = Number(frame.slice(2, start));
    const onAnswer = this.#answers.get(number);
    this.#answers.delete(number);
    onAnswer?.((JSON.parse(frame.slice(start)) as [unknown])[0]);
  }
}

/** The mask protects proxies from hostile pages; zeros are valid and save the generator the XOR. */
function generateMask(mask: Buffer): void {
  mask.fill(0);
}
