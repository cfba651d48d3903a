// What an upload, a file and the clean-up do, over REST and whatever storage the bytes lie in.
import { connect } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '@godwit/shared/log';
import { ERRORS, type ErrorName } from '@godwit/shared/protocol/errors';
import type { FileInfo, FileKind, FileLink, Upload } from '@godwit/shared/rest/files';
import { startTestWeb, type TestAnswer, type TestUser, type TestWeb } from '../testing/test-web.js';
import type { WebConfig } from '../config.js';
import { cleanUp } from './clean-up.js';

export interface StorageUnderTest {
  readonly settings: Partial<WebConfig>;
  /** It looks at sizes and signatures, and answers as the URL asks it to: not every test server does. */
  readonly strict: boolean;
  /** Names of everything that is stored. */
  stored(web: TestWeb): Promise<string[]>;
  stop(): Promise<void>;
}

const PNG = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#c33' } })
  .png()
  .toBuffer();
const PATIENCE = { timeout: 20_000, interval: 20 };
const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

export function describeStorage(name: string, start: () => Promise<StorageUnderTest>): void {
  describe(`files in ${name}`, () => {
    let web: TestWeb;
    let storage: StorageUnderTest;
    let alice: TestUser;
    let bob: TestUser;
    /** Users who may have every file, as logic would say. */
    const members = new Set<string>();

    beforeAll(async () => {
      storage = await start();
      web = await startTestWeb({ ...storage.settings, FILE_MAX_BYTES: 3_000_000, FILE_USER_BYTES: 10_000_000 });
      await web.cleanUp.stop(); // its turns would take rows from those of these tests
      alice = await web.signUp();
      bob = await web.signUp();
      web.playLogic((request) => ({ ok: true, value: { allowed: request.method === 'fileAccess' && members.has(request.userId) } }));
    });
    afterAll(async () => {
      await web.close();
      await storage.stop();
    });
    beforeEach(async () => {
      await web.services.db.query(`UPDATE file SET deleted = 1`);
      await clean();
      members.clear();
      members.add(alice.userId);
    });

    /** A busy machine may say "later", and means it. */
    const call = async <T>(by: TestUser, route: string, body?: unknown): Promise<TestAnswer<T>> => {
      for (let attempt = 1; ; attempt++) {
        const answer = await web.call<T>(route, { token: by.accessToken, body });
        if (answer.status !== 503 || attempt === 20) return answer;
      }
    };
    const create = (by: TestUser, size: number, kind: FileKind = 'file', fileName = 'a.bin') =>
      call<Upload>(by, 'POST /files', { kind, name: fileName, size });
    const absolute = (url: string): string => new URL(url, web.url).href;
    const put = ({ url, headers }: Upload, bytes: Uint8Array): Promise<Response> =>
      fetch(absolute(url), { method: 'PUT', headers, body: new Uint8Array(bytes) });
    const complete = (by: TestUser, { fileId }: { fileId: string }) => call<FileInfo>(by, `POST /files/${fileId}/complete`);
    const link = (by: TestUser, { fileId }: { fileId: string }) => call<FileLink>(by, `GET /files/${fileId}/link`);
    const get = async (by: TestUser, file: { fileId: string }, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(absolute((await link(by, file)).data.url), { headers });
    /** Type and disposition; of a server that ignores them, what its URL asks for. */
    const servedAs = async (by: TestUser, file: { fileId: string }): Promise<(string | null)[]> => {
      const url = absolute((await link(by, file)).data.url);
      const names = ['content-type', 'content-disposition'];
      if (!storage.strict) return names.map((header) => new URL(url).searchParams.get(`response-${header}`));
      const { headers } = await fetch(url);
      expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      return names.map((header) => headers.get(header));
    };
    const bodyOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
    const refused = (error: ErrorName) => ({ code: ERRORS[error].code, status: ERRORS[error].http, data: null });

    async function uploaded(by: TestUser, bytes: Buffer, kind: FileKind = 'file', fileName = 'a.bin'): Promise<TestAnswer<FileInfo>> {
      const { data } = await create(by, bytes.length, kind, fileName);
      expect((await put(data, bytes)).ok).toBe(true);
      return complete(by, data);
    }

    const due = () => web.services.db.query(`UPDATE file SET check_at = now() - interval '1 s'`);
    const log = createLogger({ name: 'test', level: 'silent' });
    const turn = () => cleanUp({ db: web.services.db, storage: web.services.files.storage, log }, new AbortController().signal);
    const clean = async (): Promise<void> => {
      await due();
      while ((await turn()) > 0) continue;
    };
    const rows = async (): Promise<number> => (await web.services.db.query('SELECT FROM file')).length;
    const nothingLeft = async (): Promise<void> => {
      expect([await storage.stored(web), await rows()]).toEqual([[], 0]);
    };

    it('[F-46] an upload is announced, put, completed, linked and read', async () => {
      const { status, data } = await create(alice, PNG.length, 'image', 'red.png');
      expect([status, data.expiresAt > Date.now()]).toEqual([201, true]);
      expect((await put(data, PNG)).ok).toBe(true);
      const { thumbnail, ...info } = (await complete(alice, data)).data;
      expect(info).toEqual({
        fileId: data.fileId,
        kind: 'image',
        name: 'red.png',
        mime: 'image/png',
        size: PNG.length,
        width: 30,
        height: 20,
      });
      expect(await sharp(Buffer.from(thumbnail, 'base64')).metadata()).toMatchObject({ format: 'webp', width: 30, height: 20 });
      expect((await complete(alice, data)).data).toEqual({ thumbnail, ...info });
      await vi.waitFor(async () => expect(await storage.stored(web)).toHaveLength(1), PATIENCE);
      const answer = await get(alice, data);
      expect(await bodyOf(answer)).toEqual(PNG);
      expect(await servedAs(alice, data)).toEqual(['image/png', `inline; filename="red.png"; filename*=UTF-8''red.png`]);
      expect((await link(alice, data)).data.expiresAt - Date.now()).toBeLessThanOrEqual(600_000);
    });

    it('[F-46] an upload is a file only when all of its bytes are there', async () => {
      const { data } = await create(alice, PNG.length);
      expect(await complete(alice, data)).toMatchObject(refused('FILE_INCOMPLETE'));
      for (const bytes of [PNG.subarray(1), Buffer.concat([PNG, PNG])]) {
        const { ok } = await put(data, bytes);
        expect(ok && storage.strict).toBe(false);
        expect(await complete(alice, data)).toMatchObject(refused('FILE_INCOMPLETE'));
      }
      expect(await complete(alice, data)).toMatchObject(refused('FILE_INCOMPLETE'));
      expect(await link(alice, data)).toMatchObject(refused('FILE_NOT_FOUND'));
      expect((await put(data, PNG)).ok).toBe(true);
      expect(await complete(alice, data)).toMatchObject({ code: 0 });
    });

    it('[S16] what was looked at stays what it is, whatever is put afterwards', async () => {
      const { data } = await create(alice, PNG.length, 'image');
      await put(data, PNG);
      await complete(alice, data);
      await put(data, Buffer.alloc(PNG.length, HTML));
      expect(await bodyOf(await get(alice, data))).toEqual(PNG);
    });

    it('[S16] what is put while it is looked at is not kept', async () => {
      const store = web.services.files.storage;
      const { data } = await create(alice, PNG.length);
      const [row] = await web.services.db.query<{ key: string }>(`SELECT storage_key AS key FROM file WHERE id = $1`, [data.fileId]);
      const key = row!.key;
      await put(data, PNG);
      const first = (await store.placed(key))!;
      await put(data, Buffer.alloc(PNG.length, HTML));
      expect([await store.read(key, first.version, 10), await store.keep(key, first.version)]).toEqual([undefined, undefined]);
      const second = (await store.placed(key))!;
      expect(await store.keep(key, second.version)).toBe(await store.keep(key, second.version));
      await store.remove(key);
      expect([await store.placed(key), await storage.stored(web)]).toEqual([undefined, []]);
    });

    it.each<[string, FileKind, Buffer]>([
      ['HTML as an image', 'image', HTML],
      ['SVG as an image', 'image', SVG],
      ['SVG as an avatar', 'avatar', SVG],
      ['half an image', 'image', PNG.subarray(0, 60)],
      ['an image with HTML for pixels', 'image', Buffer.concat([PNG.subarray(0, 33), HTML])],
      ['an image as a video', 'video', PNG],
      ['HTML as a voice', 'voice', HTML],
    ])('[S16] %s is refused', async (_what, kind, bytes) => {
      expect(await uploaded(alice, bytes, kind)).toMatchObject(refused('FILE_TYPE_REFUSED'));
    });

    it('[S16] an image of too many pixels is refused before it is decoded', async () => {
      const bomb = Buffer.from(PNG);
      bomb.writeUInt32BE(60_000, 16);
      bomb.writeUInt32BE(60_000, 20);
      const answer = await uploaded(alice, bomb, 'image');
      expect([ERRORS.FILE_TOO_LARGE.code, ERRORS.FILE_TYPE_REFUSED.code]).toContain(answer.code);
      const large = await sharp({ create: { width: 8_000, height: 7_000, channels: 3, background: '#fff' } })
        .png()
        .toBuffer();
      expect(await uploaded(alice, large, 'image')).toMatchObject(refused('FILE_TOO_LARGE'));
    });

    it.each<[string, string, Buffer]>([
      ['HTML', 'x.html', HTML],
      ['SVG', 'x.svg', SVG],
      ['a GIF that is HTML too', 'x.html', Buffer.concat([Buffer.from('GIF89a/*'), HTML])],
      ['a PDF', 'x.pdf', Buffer.from('%PDF-1.7 …')],
      ['an image sent as a file', 'x.png', PNG],
    ])('[S16] %s is saved, never shown', async (_what, fileName, bytes) => {
      const file = await uploaded(alice, bytes, 'file', fileName);
      expect(await servedAs(alice, file.data)).toEqual([
        'application/octet-stream',
        `attachment; filename="${fileName}"; filename*=UTF-8''${fileName}`,
      ]);
    });

    it('[F-46] a picture is as large as it is shown, by its orientation', async () => {
      const turned = await sharp(PNG).jpeg().withMetadata({ orientation: 6 }).toBuffer();
      expect((await uploaded(alice, turned, 'image')).data).toMatchObject({ mime: 'image/jpeg', width: 20, height: 30 });
    });

    it.each<FileKind>(['image', 'avatar'])(
      '[S16] where an %s was taken is told to nobody: it is kept without, and is as large as what is read',
      async (kind) => {
        const taken = sharp(PNG)
          .withMetadata({ orientation: 6 })
          .withExifMerge({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1' } });
        for (const bytes of [
          await taken.jpeg().toBuffer(),
          await taken.png().toBuffer(),
          await taken.webp({ lossless: true }).toBuffer(),
        ]) {
          const { data } = await create(alice, bytes.length, kind);
          await put(data, bytes);
          const [info] = (await Promise.all([complete(alice, data), complete(alice, data)])).map((answer) => answer.data);
          expect(info).toMatchObject({ width: 20, height: 30 });
          expect((await complete(alice, data)).data).toEqual(info);
          await vi.waitFor(async () => expect(await storage.stored(web)).toHaveLength(1), PATIENCE);
          const read = await bodyOf(await get(alice, data));
          expect([info!.size, read.length < bytes.length]).toEqual([read.length, true]);
          const { exif, orientation } = await sharp(read).metadata();
          expect([orientation, exif!.length <= 32]).toEqual([6, true]);
          expect(await sharp(read).raw().toBuffer()).toEqual(await sharp(bytes).raw().toBuffer());
          await web.services.db.query(`UPDATE file SET deleted = 1`);
          await clean();
        }
      },
    );

    it('[S16] an image that decoders understand and its format does not allow is made anew', async () => {
      const jpeg = await sharp(PNG)
        .withExifMerge({ IFD0: { Artist: 'HOME ADDRESS' } })
        .jpeg()
        .toBuffer();
      const second = 4 + jpeg.readUInt16BE(4);
      const odd = Buffer.concat([jpeg.subarray(0, second), Buffer.from('some'), jpeg.subarray(second)]);
      const { code, data } = await uploaded(alice, odd, 'image');
      expect(code).toBe(0);
      const read = await bodyOf(await get(alice, data));
      expect([data.size, read.includes('HOME ADDRESS')]).toEqual([read.length, false]);
      expect(await sharp(read).metadata()).toMatchObject({ format: 'jpeg', width: 30, height: 20 });
    });

    it('[F-46] a range is read, as players ask for it', async () => {
      const { data } = await uploaded(alice, PNG);
      const answer = await get(alice, data, { range: 'bytes=4-9' });
      expect([answer.status, answer.headers.get('content-range')]).toEqual([206, `bytes 4-9/${String(PNG.length)}`]);
      expect(await bodyOf(answer)).toEqual(PNG.subarray(4, 10));
      expect(await bodyOf(await get(alice, data, { range: 'bytes=-5' }))).toEqual(PNG.subarray(-5));
      expect((await get(alice, data, { range: `bytes=${String(PNG.length)}-` })).status).toBe(416);
    });

    it('[F-46] one whose bytes are lost is not found, and no browser keeps that', async ({ skip }) => {
      if (!storage.strict) skip('this server answers for itself');
      const { data } = await uploaded(alice, PNG);
      const { url } = (await link(alice, data)).data;
      const [row] = await web.services.db.query<{ path: string }>(`SELECT storage_key AS path FROM file WHERE id = $1`, [data.fileId]);
      await web.services.files.storage.remove(row!.path.slice(0, 32));
      const answer = await fetch(absolute(url));
      expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: ERRORS.FILE_NOT_FOUND.code })]);
      expect(answer.headers.get('cache-control') ?? '').not.toMatch(/max-age=[1-9]/);
    });

    it('[S17] nobody but its user completes, aborts or takes an upload, and links are for whom logic says', async () => {
      const { data } = await create(alice, PNG.length);
      for (const route of ['POST /files/:id/complete', 'DELETE /files/:id'])
        expect(await call(bob, route.replace(':id', data.fileId))).toMatchObject(refused('FILE_NOT_FOUND'));
      await put(data, PNG);
      await complete(alice, data);
      expect(await link(bob, data)).toMatchObject(refused('FILE_NOT_FOUND'));
      members.add(bob.userId);
      expect(await bodyOf(await get(bob, data))).toEqual(PNG);
    });

    it('[S17] a URL that was changed opens nothing', async ({ skip }) => {
      if (!storage.strict) skip('this server looks at no signature');
      const one = await uploaded(alice, PNG);
      const two = await uploaded(alice, Buffer.alloc(50, 7));
      const { url } = (await link(alice, one.data)).data;
      const other = (await link(alice, two.data)).data.url;
      const { pathname } = new URL(absolute(other));
      const changed = [
        absolute(url).replace(new URL(absolute(url)).pathname, pathname),
        absolute(url).replace(
          /(expires=|X-Amz-Expires=)(\d+)/i,
          (_all, key: string, value: string) => `${key}${String(Number(value) + 1)}`,
        ),
        absolute(url).replace(/.(?=$|&X-Amz-SignedHeaders|&x-id)/, (last) => (last === 'a' ? 'b' : 'a')),
        absolute(url).replace(/\?.*$/, ''),
      ];
      for (const bad of changed) expect((await fetch(bad)).status).toBeGreaterThanOrEqual(400);
      expect((await fetch(absolute(url), { method: 'PUT', body: 'x' })).status).toBeGreaterThanOrEqual(400);
      expect((await fetch(absolute(url))).status).toBe(200);
    });

    it('[F-46] limits: by kind, by user, and by uploads under way, also for those who ask all at once', async () => {
      expect(await create(alice, 3_000_001)).toMatchObject(refused('FILE_TOO_LARGE'));
      expect(await create(alice, 2_097_153, 'avatar')).toMatchObject(refused('FILE_TOO_LARGE'));
      const answers = await Promise.all(Array.from({ length: 24 }, () => create(alice, 10)));
      expect(answers.filter(({ code }) => code === 0)).toHaveLength(20);
      expect(answers.filter(({ code }) => code === ERRORS.FILE_QUOTA.code)).toHaveLength(4);
      expect(await call(alice, `DELETE /files/${answers.find(({ code }) => code === 0)!.data.fileId}`)).toMatchObject({ code: 0 });
      expect(await create(alice, 10)).toMatchObject({ code: 0 });
      const large = await Promise.all(Array.from({ length: 5 }, () => create(bob, 3_000_000)));
      expect(large.filter(({ code }) => code === 0)).toHaveLength(3);
      await clean();
      await nothingLeft();
    });

    it('[S16] a PUT that breaks off leaves nothing, while its upload goes on', async () => {
      const { data } = await create(alice, PNG.length);
      await breakOff(absolute(data.url), data.headers, PNG, async () => {
        if (storage.strict) await vi.waitFor(async () => expect(await storage.stored(web)).toHaveLength(1), PATIENCE);
      });
      await vi.waitFor(async () => expect(await storage.stored(web)).toEqual([]), PATIENCE);
      await put(data, PNG);
      expect(await complete(alice, data)).toMatchObject({ code: 0 });
    });

    it('[S16] a PUT that comes while another is under way does not wait for it', async () => {
      const { data } = await create(alice, PNG.length);
      await breakOff(absolute(data.url), data.headers, Buffer.alloc(PNG.length), async () => {
        if (storage.strict) await vi.waitFor(async () => expect(await storage.stored(web)).toHaveLength(1), PATIENCE);
        expect((await put(data, PNG)).ok).toBe(true);
      });
      expect(await complete(alice, data)).toMatchObject({ code: 0 });
      expect(await bodyOf(await get(alice, data))).toEqual(PNG);
      await vi.waitFor(async () => expect(await storage.stored(web)).toHaveLength(1), PATIENCE);
    });

    it('[S16] 1,000 uploads that were given up at every stage leave nothing', async () => {
      const people = [alice, bob];
      await Promise.all(
        people.map(async (by) => {
          for (let i = 0; i < 500; i++) {
            const { data } = await create(by, PNG.length);
            if (i % 3 === 1) await put(data, PNG);
            if (i % 3 === 2) await breakOff(absolute(data.url), data.headers, PNG);
            expect(await call(by, `DELETE /files/${data.fileId}`)).toMatchObject({ code: 0 });
          }
        }),
      );
      // one more, where the answer to its announcement came too late
      expect(await rows()).toBeGreaterThanOrEqual(1_000);
      await clean();
      await nothingLeft();
    }, 120_000);

    it('[S16] the clean-up removes what nothing refers to, and keeps what a message, an avatar or an open report does', async () => {
      const [attached, recalled, unused, reported, avatar] = await Promise.all([
        uploaded(alice, PNG, 'image'),
        uploaded(alice, PNG, 'image'),
        uploaded(alice, PNG, 'image'),
        uploaded(alice, PNG, 'image'),
        uploaded(alice, PNG, 'avatar'),
      ]);
      const refer = `INSERT INTO message_file (id, conversation_id, seq, file_id, deleted) VALUES ($1, 1, $1, $2, $3)`;
      await web.services.db.query(refer, [attached.data.fileId, attached.data.fileId, 0]);
      await web.services.db.query(refer, [recalled.data.fileId, recalled.data.fileId, 1]);
      await web.services.db.query(`INSERT INTO report_file (id, report_id, file_id) VALUES ($1, 1, $1)`, [reported.data.fileId]);
      expect(await call(alice, 'PUT /user/avatar', { fileId: avatar.data.fileId })).toMatchObject({ code: 0 });
      await due();
      expect(await turn()).toBe(5);
      expect(await turn()).toBe(0);
      const left = await web.services.db.query<{ id: string }>('SELECT id FROM file ORDER BY id');
      expect(left.map(({ id }) => id)).toEqual([attached.data.fileId, reported.data.fileId, avatar.data.fileId].sort());
      expect(await bodyOf(await get(alice, attached.data))).toEqual(PNG);
      expect(await link(alice, unused.data)).toMatchObject(refused('FILE_NOT_FOUND'));
      expect(await storage.stored(web)).toHaveLength(3);
      await web.services.db.query('DELETE FROM message_file');
      await web.services.db.query('UPDATE report_file SET deleted = 1');
      await call(alice, 'PATCH /user/profile', { avatar: '' });
      await clean();
      await nothingLeft();
    });

    it('[F-46] an avatar is an image that was uploaded as one, by whoever takes it', async () => {
      const avatar = (await uploaded(alice, PNG, 'avatar')).data;
      const image = (await uploaded(alice, PNG, 'image')).data;
      const set = (by: TestUser, fileId: string) => call(by, 'PUT /user/avatar', { fileId });
      for (const answer of [await set(bob, avatar.fileId), await set(alice, image.fileId), await set(alice, '12345')])
        expect(answer).toMatchObject(refused('FILE_NOT_FOUND'));
      expect(await set(alice, avatar.fileId)).toMatchObject({ code: 0, data: { avatar: `file:${avatar.fileId}` } });
      expect(await call(bob, `GET /user/${alice.userId}`)).toMatchObject({ data: { avatar: `file:${avatar.fileId}` } });
      expect(await call(alice, 'PATCH /user/profile', { avatar: `file:${image.fileId}` })).toMatchObject(refused('INVALID_ARGUMENT'));
    });

    it('[S16] the clean-up leaves a file alone that becomes an avatar, and looks within the hour at one that was it', async () => {
      const [one, two] = [(await uploaded(alice, PNG, 'avatar')).data, (await uploaded(alice, PNG, 'avatar')).data];
      const looks = async ({ fileId }: FileInfo): Promise<'now' | 'within the hour' | 'later'> => {
        const sql = `SELECT check_at <= now() AS now, check_at <= now() + interval '1 hour' AS soon FROM file WHERE id = $1`;
        const [row] = await web.services.db.query<{ now: boolean; soon: boolean }>(sql, [fileId]);
        return row!.now ? 'now' : row!.soon ? 'within the hour' : 'later';
      };
      const later = () =>
        web.services.db.query(`UPDATE file SET check_at = now() + interval '7 days' WHERE avatar_of = $1`, [alice.userId]);
      const set = async ({ fileId }: FileInfo) => (await call(alice, 'PUT /user/avatar', { fileId })).code;
      const update = async (patch: object) => (await call(alice, 'PATCH /user/profile', patch)).code;
      await due();
      expect([await set(one), await looks(one)]).toEqual([0, 'within the hour']);
      await later();
      expect([await set(one), await looks(one)]).toEqual([0, 'later']);
      expect([await set(two), await looks(one), await looks(two)]).toEqual([0, 'within the hour', 'within the hour']);
      await later();
      expect([await update({ signature: 'x' }), await looks(two)]).toEqual([0, 'later']);
      expect([await update({ avatar: '' }), await looks(two)]).toEqual([0, 'within the hour']);
    });

    it('[S16] the clean-up stops between two files', async () => {
      for (let i = 0; i < 3; i++) await uploaded(alice, PNG);
      await due();
      const stopping = new AbortController();
      const removed: string[] = [];
      const { db, files } = web.services;
      const remove = async (key: string): Promise<void> => {
        removed.push(key);
        stopping.abort();
        await files.storage.remove(key);
      };
      await cleanUp({ db, storage: Object.assign(Object.create(files.storage), { remove }) as typeof files.storage, log }, stopping.signal);
      expect(removed).toHaveLength(1);
      expect(await rows()).toBe(2);
      await clean();
      await nothingLeft();
    });

    it('[S16] a name is a name, whatever was sent as one', async () => {
      const names: [string, string][] = [
        ['../../etc/passwd', 'passwd'],
        ['C:\\Windows\\con.txt', '_con.txt'],
        ['a\u202egpj.exe', 'a_gpj.exe'],
        ['..', 'file'],
        ['"x"; filename=y.html', '_x_; filename=y.html'],
        ['头像 (1).png', '头像 (1).png'],
      ];
      for (const [sent, kept] of names) {
        const { data } = await uploaded(alice, PNG, 'file', sent);
        expect([data.name, (await servedAs(alice, data))[1]]).toEqual([
          kept,
          expect.stringMatching(/^attachment; filename="[\w.\- ]+"; filename\*=UTF-8''[\w.%\-~]+$/),
        ]);
      }
      expect(await create(alice, 5, 'file', 'a\r\nset-cookie: x')).toMatchObject(refused('INVALID_ARGUMENT'));
    });
  });
}

/** Half of a body, and then no connection. */
async function breakOff(
  target: string,
  headers: Record<string, string>,
  bytes: Buffer,
  halfway = (): Promise<void> => Promise.resolve(),
): Promise<void> {
  const url = new URL(target);
  const socket = connect(Number(url.port), url.hostname);
  socket.on('error', () => undefined);
  const lines = Object.entries({ ...headers, host: url.host, 'content-length': String(bytes.length) });
  socket.write(`PUT ${url.pathname}${url.search} HTTP/1.1\r\n${lines.map(([key, value]) => `${key}: ${value}\r\n`).join('')}\r\n`);
  await new Promise<void>((resolve) => socket.write(bytes.subarray(0, bytes.length / 2), () => resolve()));
  await halfway();
  socket.destroy();
}
