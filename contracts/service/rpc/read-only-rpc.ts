import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonRpc } from './json-rpc.js';
import { JsonRpcError } from './json-rpc.js';

/** Reading is for everybody; sending, mining and impersonating stay with the service. */
const open =
  /^(web3_clientVersion|net_version|eth_(chainId|blockNumber|call|estimateGas|gasPrice|feeHistory|get[A-Za-z]+))$/;
/** characters */
export const LARGEST_REQUEST = 1_000_000;

interface Call {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
}

/** Lets any Ethereum client on this machine look on: JSON-RPC over HTTP on loopback, reads only. */
export async function serveReadOnly(rpc: JsonRpc, port: number): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    answer(rpc, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function answer(rpc: JsonRpc, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    body += chunk.toString();
    if (body.length > LARGEST_REQUEST) return void response.writeHead(413).end();
  }
  let calls: unknown;
  try {
    calls = JSON.parse(body);
  } catch {
    return void response.writeHead(400).end();
  }
  const answers = Array.isArray(calls)
    ? await Promise.all((calls as Call[]).map((call) => answerCall(rpc, call)))
    : await answerCall(rpc, calls as Call);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers));
}

async function answerCall(rpc: JsonRpc, { id = null, method, params }: Call): Promise<object> {
  const reply = { jsonrpc: '2.0', id };
  if (typeof method !== 'string' || !open.test(method))
    return { ...reply, error: { code: -32601, message: `${String(method)} is not open to readers` } };
  try {
    return { ...reply, result: await rpc.request(method, Array.isArray(params) ? params : []) };
  } catch (error) {
    const { words, data } =
      error instanceof JsonRpcError ? error : { words: (error as Error).message, data: null };
    return { ...reply, error: { code: -32000, message: words, ...(data ? { data } : {}) } };
  }
}
