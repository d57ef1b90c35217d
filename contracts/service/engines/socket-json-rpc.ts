import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { ChainError } from '../chain-error.js';
import { JsonRpcError, revertDataOf, type JsonRpc } from '../rpc/json-rpc.js';

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** JSON-RPC of a node of ours over a socket: an answer a line, in any order. What waits when it closes is lost. */
export function socketJsonRpc(socket: Socket): JsonRpc {
  const waiting = new Map<number, (answer: Answer | ChainError) => void>();
  let next = 1;
  createInterface({ input: socket, crlfDelay: Infinity }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    for (const answered of waiting.values()) answered(lost());
    waiting.clear();
  });
  return {
    async request(method, parameters = []) {
      if (socket.destroyed) throw lost();
      const id = next++;
      const answer = await new Promise<Answer | ChainError>((answered) => {
        waiting.set(id, answered);
        socket.write(JSON.stringify({ jsonrpc: '2.0', id, method, params: parameters }));
      });
      if (answer instanceof ChainError) throw answer;
      if (answer.error) throw new JsonRpcError(answer.error.message, revertDataOf(answer.error));
      return answer.result;
    },
  };
}

function lost(): ChainError {
  return new ChainError('chain-lost', 'the node of the chain is gone');
}
