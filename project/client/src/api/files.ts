import type { Id } from '@godwit/shared/ids/id';
import type { FileInfo, FileLink, FileRequest, Upload } from '@godwit/shared/rest/files';
import type { FilesApi } from './files-api.js';
import type { HttpCall } from './http.js';

/** Longer than the server takes to decode an image. */
const COMPLETE_MS = 25_000;

export class Files implements FilesApi {
  readonly #call: <T>(call: HttpCall) => Promise<T>;

  constructor(call: <T>(call: HttpCall) => Promise<T>) {
    this.#call = call;
  }

  create(request: FileRequest): Promise<Upload> {
    return this.#call({ method: 'POST', path: '/files', body: request });
  }

  complete(fileId: Id): Promise<FileInfo> {
    return this.#call({ method: 'POST', path: `/files/${fileId}/complete`, timeoutMs: COMPLETE_MS });
  }

  async abort(fileId: Id): Promise<void> {
    await this.#call({ method: 'DELETE', path: `/files/${fileId}` });
  }

  link(fileId: Id): Promise<FileLink> {
    return this.#call({ method: 'GET', path: `/files/${fileId}/link` });
  }
}
