import type { Clock } from '@godwit/shared/clock';
import type { Metrics } from '@godwit/shared/metrics';
import type { WebConfig } from '../config.js';
import type { SigningKeys } from '../signing-keys.js';
import type { Files } from './files.js';
import { createImages } from './image.js';
import { LocalStorage } from './local-storage.js';
import { S3Storage } from './s3-storage.js';
import { createSignedUrls } from './signed-urls.js';

export interface CreateFilesOptions {
  readonly config: WebConfig;
  readonly keys: SigningKeys;
  readonly clock: Clock;
}

/** Throws when the settings name no storage, or its directory cannot be made. */
export function createFiles({ config, keys, clock }: CreateFilesOptions): Files {
  const urls = createSignedUrls(keys.privateKeyPem, clock);
  const common = { urls, images: createImages(), maxBytes: config.FILE_MAX_BYTES, userBytes: config.FILE_USER_BYTES };
  if (config.FILE_STORAGE === 'local') {
    const local = new LocalStorage(config.FILE_DIR, urls);
    return { ...common, storage: local, local };
  }
  if (config.S3_BUCKET === '') throw new Error('FILE_STORAGE=s3 needs S3_BUCKET, the name of a bucket that exists');
  const storage = new S3Storage({
    endpoint: config.S3_ENDPOINT,
    publicEndpoint: config.S3_PUBLIC_ENDPOINT,
    region: config.S3_REGION,
    bucket: config.S3_BUCKET,
    accessKeyId: config.S3_ACCESS_KEY_ID,
    secretAccessKey: config.S3_SECRET_ACCESS_KEY,
    pathStyle: config.S3_PATH_STYLE === '1',
  });
  return { ...common, storage, local: undefined };
}

/** A gauge for everything that can wait (C18). */
export function registerFileSizes(metrics: Metrics, { images, local }: Files): void {
  metrics.gauge('images_waiting', 'Images that wait to be decoded; at 32 they are refused.', [], (gauge) => {
    gauge.set(images.waiting);
  });
  metrics.gauge('uploads_under_way', 'Uploads to the local storage; at 128 they are refused.', [], (gauge) => {
    gauge.set(local?.writes ?? 0);
  });
}

/** Origins beside this one that clients put to and get from. */
export function fileSources({ FILE_STORAGE, S3_ENDPOINT, S3_PUBLIC_ENDPOINT }: WebConfig): string[] {
  const endpoint = S3_PUBLIC_ENDPOINT === '' ? S3_ENDPOINT : S3_PUBLIC_ENDPOINT;
  return FILE_STORAGE === 's3' && endpoint !== '' ? [new URL(endpoint).origin] : [];
}
