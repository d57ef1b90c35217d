import { GridLeagueError } from '#market/errors.js';
import { ChainError } from '../chain-error.js';
import { wordsOf } from './endpoint-words.js';
import { checkedAnswer } from './rpc-answers.js';

/** Any Ethereum node, in this process or behind an address. */
export interface JsonRpc {
  request(method: string, parameters?: readonly unknown[]): Promise<unknown>;
}

/** The node understood and said no. */
export class JsonRpcError extends GridLeagueError {
  readonly kind = 'chain';
  readonly code = 'rpc-error';
  constructor(
    /** the node's own */
    readonly words: string,
    /** revert data of a failed call, where there is any */
    readonly data: string | null,
  ) {
    super(`the chain's node refuses: ${words || 'it does not say why'}`);
  }
}

/** Finds the 0x-hex that nodes put at different depths of an error. */
export function revertDataOf(error: unknown): string | null {
  for (let at: unknown = error; typeof at === 'object' && at !== null; at = (at as { data?: unknown }).data) {
    const { data } = at as { data?: unknown };
    if (typeof data === 'string' && /^0x[0-9a-f]*$/i.test(data)) return data;
  }
  return null;
}

/** What an endpoint may take and send for one answer; beyond it, it is taken for gone. */
const answerLimits = { milliseconds: 60_000, bytes: 64 * 1024 ** 2 };

/** JSON-RPC over HTTP. */
export function httpJsonRpc(url: string, { milliseconds, bytes } = answerLimits): JsonRpc {
  let next = 1;
  return {
    async request(method, parameters = []) {
      const body = JSON.stringify({ jsonrpc: '2.0', id: next++, method, params: parameters });
      let answer: unknown;
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
          signal: AbortSignal.timeout(milliseconds),
        });
        answer = JSON.parse(await textWithin(response, bytes));
      } catch (error) {
        throw new ChainError('chain-lost', `the chain at ${new URL(url).host} does not answer`, {
          cause: error,
        });
      }
      if (typeof answer !== 'object' || answer === null) throw noAnswer(url, 'it is no JSON-RPC');
      const { error, result } = answer as { readonly error?: unknown; readonly result?: unknown };
      if (error !== undefined && error !== null) throw new JsonRpcError(wordsOf(error), revertDataOf(error));
      try {
        return checkedAnswer(method, result);
      } catch (cause) {
        if (cause instanceof TypeError) throw noAnswer(url, cause.message);
        throw cause;
      }
    },
  };
}

function noAnswer(url: string, reason: string): ChainError {
  return new ChainError(
    'bad-endpoint',
    `the endpoint at ${new URL(url).host} does not answer as a chain does: ${reason}`,
  );
}

/** Leaving the loop ends the transfer. */
async function textWithin({ body }: Response, bytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > bytes) throw new RangeError(`an answer has more than ${bytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
