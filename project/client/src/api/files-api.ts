import type { Id } from '@godwit/shared/ids/id';
import type { FileInfo, FileLink, FileRequest, Upload } from '@godwit/shared/rest/files';

/** The calls behind GodwitClient.upload() and fileUrl(). All reject with ApiError. */
export interface FilesApi {
  create(request: FileRequest): Promise<Upload>;
  /** Repeating it answers the same. */
  complete(fileId: Id): Promise<FileInfo>;
  abort(fileId: Id): Promise<void>;
  link(fileId: Id): Promise<FileLink>;
}
