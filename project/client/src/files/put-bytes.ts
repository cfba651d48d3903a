// The PUT of an upload. XMLHttpRequest tells how far it is; elsewhere fetch tells the end only.

export interface PutBytes {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob;
  readonly signal: AbortSignal;
  /** Bytes that left so far. */
  readonly onProgress: (bytes: number) => void;
}

/** HTTP status; 0 = the server was not reached, or the connection broke. Rejects with the signal's reason. */
export const putBytes = (put: PutBytes): Promise<number> => (typeof XMLHttpRequest === 'undefined' ? byFetch(put) : byRequest(put));

async function byFetch({ url, headers, body, signal, onProgress }: PutBytes): Promise<number> {
  try {
    const response = await fetch(url, { method: 'PUT', headers, body, signal });
    await response.body?.cancel();
    if (response.ok) onProgress(body.size);
    return response.status;
  } catch {
    signal.throwIfAborted();
    return 0;
  }
}

function byRequest({ url, headers, body, signal, onProgress }: PutBytes): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => {
      request.abort();
      reject(signal.reason as Error);
    };
    const end = (status: number): void => {
      signal.removeEventListener('abort', abort);
      resolve(status);
    };
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    signal.addEventListener('abort', abort);
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => {
      onProgress(loaded);
    };
    request.onload = () => {
      end(request.status);
    };
    request.onerror = () => {
      end(0);
    };
    request.send(body);
  });
}
