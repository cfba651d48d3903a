// Two local S3 servers, because neither knows all of it: fauxqs conditions and lists but no signatures, s3rver signatures but no conditions.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import S3rver from '@20minutes/s3rver';
import { startFauxqs } from 'fauxqs';
import type { S3Options } from '../files/s3-storage.js';

export interface TestS3 {
  readonly options: S3Options;
  stop(): Promise<void>;
}

const BUCKET = 'godwit-test';
const optionsOf = (port: number): S3Options => ({
  endpoint: `http://127.0.0.1:${String(port)}`,
  publicEndpoint: '',
  region: 'us-east-1',
  bucket: BUCKET,
  // s3rver knows these only
  accessKeyId: 'S3RVER',
  secretAccessKey: 'S3RVER',
  pathStyle: true,
});

/** Knows conditions and lists; takes every signature. */
export async function startTestS3(): Promise<TestS3 & { objects(): Promise<string[]> }> {
  const server = await startFauxqs({ port: 0, logger: false });
  server.createBucket(BUCKET);
  const options = optionsOf(server.port);
  const client = new S3Client({ endpoint: options.endpoint, region: options.region, forcePathStyle: true, credentials: options });
  return {
    options,
    objects: async () => ((await client.send(new ListObjectsV2Command({ Bucket: BUCKET }))).Contents ?? []).map(({ Key = '' }) => Key),
    stop: async () => {
      client.destroy();
      await server.stop();
    },
  };
}

/** Checks the signature of every request that has one. */
export async function startSigningS3(): Promise<TestS3> {
  const directory = mkdtempSync(join(tmpdir(), 'godwit-s3-'));
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: BUCKET }] });
  const { port } = await server.run();
  return {
    options: optionsOf(port),
    stop: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
