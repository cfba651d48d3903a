// Files in a bucket of an S3-compatible storage. Clients put and get there themselves, with URLs that this tier signs.
// Bound: CONNECT_MS to connect, two attempts, ANSWER_MS in all until the last byte of an answer is there; LOOK_MS for a look whether something is
// there, which comes before everything else that a caller waits for: one that hangs is noticed then (O14).
import type { GetObjectCommand, PutObjectCommand, S3Client as Client } from '@aws-sdk/client-s3';
import { guard } from '@godwit/shared/guard';
import { DependencyError } from '../dependency-error.js';
import { FILE_KEY, FILE_PATH, type FileStorage, type GetTarget, keyOf, pathOf, type Placed, type PutTarget } from './file-storage.js';

const CONNECT_MS = 1_000;
const ANSWER_MS = 10_000;
const LOOK_MS = 1_200;
const UPLOAD = 'upload';

export interface S3Options {
  /** '' = Amazon's, by region. */
  readonly endpoint: string;
  /** What clients reach it under; '' = the same. */
  readonly publicEndpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** '' = as the SDK finds them: environment, files, metadata of the machine. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** bucket in the path, not in the host name: most servers beside Amazon's. */
  readonly pathStyle: boolean;
}

interface Bucket {
  readonly s3: typeof import('@aws-sdk/client-s3');
  /** Asks the storage, always within a time: the limits of the SDK itself do not end a request. */
  readonly client: Client;
  /** What is signed here is asked by clients. */
  readonly sign: (command: PutObjectCommand | GetObjectCommand, expiresAt: number) => Promise<string>;
}

/** Signed of a PUT: the size, so that no other is taken, and the type, so that nobody chooses it. */
const SIGNED = new Set(['host', 'content-type', 'content-length']);
const PUT_TYPE = 'application/octet-stream';

/** Loads the SDK, which costs those who use it 0.3 s and 20 MB. */
async function openBucket(options: S3Options): Promise<Bucket> {
  const [s3, { getSignedUrl }] = await Promise.all([import('@aws-sdk/client-s3'), import('@aws-sdk/s3-request-presigner')]);
  const { accessKeyId, secretAccessKey } = options;
  const connect = (endpoint: string): Client =>
    new s3.S3Client({
      ...(endpoint === '' ? {} : { endpoint }),
      ...(accessKeyId === '' ? {} : { credentials: { accessKeyId, secretAccessKey } }),
      region: options.region,
      forcePathStyle: options.pathStyle,
      // checksums of the newer SDKs are not known to every server, and a browser cannot add them to a signed PUT
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: 2,
      requestHandler: { connectionTimeout: CONNECT_MS },
    });
  const client = connect(options.endpoint);
  const signer = options.publicEndpoint === '' ? client : connect(options.publicEndpoint);
  return {
    s3,
    client,
    sign: (command, expiresAt) =>
      getSignedUrl(signer, command, { expiresIn: Math.max(1, Math.floor((expiresAt - Date.now()) / 1_000)), signableHeaders: SIGNED }),
  };
}

export class S3Storage implements FileStorage {
  readonly #name: string;
  readonly #bucket: Promise<Bucket>;

  constructor(options: S3Options) {
    this.#name = options.bucket;
    this.#bucket = openBucket(options);
    guard(this.#bucket); // who asks for it is told
  }

  async putUrl({ key, size, expiresAt }: PutTarget): ReturnType<FileStorage['putUrl']> {
    const { s3, sign } = await this.#bucket;
    const put = new s3.PutObjectCommand({ ...this.#object(uploadOf(key)), ContentLength: size, ContentType: PUT_TYPE });
    return { url: await sign(put, expiresAt), headers: { 'content-type': PUT_TYPE } };
  }

  async getUrl({ path, mime, disposition, expiresAt }: GetTarget): Promise<string> {
    const { s3, sign } = await this.#bucket;
    const answer = { ResponseContentType: mime, ResponseContentDisposition: disposition, ResponseCacheControl: 'private, max-age=300' };
    return sign(new s3.GetObjectCommand({ ...this.#object(checked(FILE_PATH, path)), ...answer }), expiresAt);
  }

  placed(key: string): Promise<Placed | undefined> {
    return this.#head(uploadOf(key));
  }

  async read(key: string, version: string, bytes: number): Promise<Buffer | undefined> {
    const { s3, client } = await this.#bucket;
    const range = { IfMatch: version, Range: `bytes=0-${String(bytes - 1)}` };
    const answer = client.send(new s3.GetObjectCommand({ ...this.#object(uploadOf(key)), ...range }), within(ANSWER_MS));
    return unlessMissing(
      answer.then(async ({ Body }) => (Body === undefined ? undefined : Buffer.from(await Body.transformToByteArray()))),
    );
  }

  async keep(key: string, version: string): Promise<string | undefined> {
    const { s3, client } = await this.#bucket;
    const path = pathOf(key, version);
    const source = { CopySource: `${this.#name}/${uploadOf(key)}`, CopySourceIfMatch: version };
    const copied = await unlessMissing(client.send(new s3.CopyObjectCommand({ ...this.#object(path), ...source }), within(ANSWER_MS)));
    if (copied === undefined) return undefined;
    // a server that does not know the condition copied what was there
    if ((await this.#head(path))?.version === version) return path;
    await this.#delete(path);
    return undefined;
  }

  async keepInstead(key: string, version: string, bytes: Buffer): Promise<string> {
    const { s3, client } = await this.#bucket;
    const path = pathOf(key, version);
    const put = new s3.PutObjectCommand({ ...this.#object(path), Body: bytes, ContentType: PUT_TYPE });
    await done(client.send(put, within(ANSWER_MS)));
    return path;
  }

  async dropRest(path: string): Promise<void> {
    for (const name of await this.#names(keyOf(checked(FILE_PATH, path)))) if (name !== path) await this.#delete(name);
  }

  async remove(key: string): Promise<void> {
    for (const name of await this.#names(key)) await this.#delete(name);
  }

  async #names(key: string): Promise<string[]> {
    const { s3, client } = await this.#bucket;
    const list = new s3.ListObjectsV2Command({ Bucket: this.#name, Prefix: `${checked(FILE_KEY, key)}/` });
    const { Contents = [] } = await done(client.send(list, within(ANSWER_MS)));
    return Contents.map(({ Key = '' }) => Key);
  }

  #object(Key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#name, Key };
  }

  async #head(name: string): Promise<Placed | undefined> {
    const { s3, client } = await this.#bucket;
    const head = await unlessMissing(client.send(new s3.HeadObjectCommand(this.#object(name)), within(LOOK_MS)));
    return head?.ETag === undefined ? undefined : { size: head.ContentLength ?? 0, version: head.ETag };
  }

  async #delete(name: string): Promise<void> {
    const { s3, client } = await this.#bucket;
    await done(client.send(new s3.DeleteObjectCommand(this.#object(name)), within(ANSWER_MS)));
  }
}

/** Of a command with its attempts and the body of its answer. */
const within = (ms: number): { abortSignal: AbortSignal } => ({ abortSignal: AbortSignal.timeout(ms) });

function checked(pattern: RegExp, text: string): string {
  if (!pattern.test(text)) throw new Error('not a name of the file storage');
  return text;
}

const uploadOf = (key: string): string => `${checked(FILE_KEY, key)}/${UPLOAD}`;

const done = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => Promise.reject(new DependencyError('file storage', 'UNAVAILABLE', error)));

const httpStatus = (error: unknown): unknown => (error as { $metadata?: { httpStatusCode?: unknown } }).$metadata?.httpStatusCode;

/** Not there, or another version than asked for. */
async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const status = httpStatus(error);
    if (status === 404 || status === 412) return undefined;
    throw new DependencyError('file storage', 'UNAVAILABLE', error);
  }
}
