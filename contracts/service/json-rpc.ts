import { GridLeagueError } from '#market/errors.js';
import { ChainError } from './chain-error.js';

/** Any Ethereum node, in this process or behind an address. */
export interface JsonRpc {
  request(method: string, parameters?: readonly unknown[]): Promise<unknown>;
}

/** The node understood and said no. */
export class JsonRpcError extends GridLeagueError {
  readonly kind = 'fault';
  readonly code = 'rpc-error';
  constructor(
    message: string,
    /** revert data of a failed call, where there is any */
    readonly data: string | null,
  ) {
    super(message);
  }
}

interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly data?: unknown };
}

/** Finds the 0x-hex that nodes put at different depths of an error. */
export function revertDataOf(error: unknown): string | null {
  for (let at: unknown = error; typeof at === 'object' && at !== null; at = (at as { data?: unknown }).data) {
    const { data } = at as { data?: unknown };
    if (typeof data === 'string' && data.startsWith('0x')) return data;
  }
  return null;
}

/** After which an endpoint is taken for gone. */
const ANSWER_MILLISECONDS = 60_000;

/** JSON-RPC over HTTP. */
export function httpJsonRpc(url: string): JsonRpc {
  let next = 1;
  return {
    async request(method, parameters = []) {
      const body = JSON.stringify({ jsonrpc: '2.0', id: next++, method, params: parameters });
      let answer: Answer;
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
          signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
        });
        answer = (await response.json()) as Answer;
      } catch (error) {
        throw new ChainError('chain-lost', `the chain at ${new URL(url).host} does not answer`, {
          cause: error,
        });
      }
      if (answer.error) throw new JsonRpcError(answer.error.message, revertDataOf(answer.error));
      return answer.result;
    },
  };
}
