// The REST API as a device sees it whose discovery knows only one access node: a scenario decides who is connected where.
import { createServer } from 'node:http';
import type { AccessNode } from '@godwit/shared/rest/access';

export interface PinnedApi {
  readonly url: string;
  close(): Promise<void>;
}

interface AccessAnswer {
  readonly data: { readonly nodes: readonly AccessNode[] } | null;
}

/** `nodeName` as in NODE_NAME, e.g. `access-2`. */
export async function startPinnedApi(webUrl: string, nodeName: string): Promise<PinnedApi> {
  const answer = async (path: string, method: string, headers: Record<string, string>, body: Buffer): Promise<[number, string]> => {
    const response = await fetch(webUrl + path, { method, headers, ...(body.length > 0 ? { body: new Uint8Array(body) } : {}) });
    const text = await response.text();
    return [response.status, path === '/api/v1/access' ? pinned(text, nodeName) : text];
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { authorization = '', 'content-type': type = '' } = request.headers;
      const headers = { ...(authorization === '' ? {} : { authorization }), ...(type === '' ? {} : { 'content-type': type }) };
      answer(request.url ?? '', request.method ?? 'GET', headers, Buffer.concat(chunks)).then(
        ([status, text]) => response.writeHead(status, { 'content-type': 'application/json' }).end(text),
        () => response.writeHead(502).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pinned(text: string, nodeName: string): string {
  const answer = JSON.parse(text) as AccessAnswer;
  const nodes = answer.data?.nodes.filter(({ node }) => node.startsWith(`${nodeName}-`)) ?? [];
  return JSON.stringify({ ...answer, data: answer.data === null ? null : { nodes } });
}
