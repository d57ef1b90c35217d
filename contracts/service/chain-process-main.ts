// The chain's own process: its memory grows with every transaction, so it must be replaceable.
import { ownBlocks } from './block-maker.js';
import { ChainError } from './chain-error.js';
import type {
  AnswerMessage,
  ChainFailure,
  ChainProcessRequest,
  RequestMessage,
} from './chain-process-protocol.js';
import { ChainService } from './chain-service.js';
import { deployPlatform } from './deploy.js';
import { startEmbeddedNode, type EmbeddedNode } from './embedded-node.js';
import { JsonRpcError } from './json-rpc.js';
import { impersonatingSender } from './transaction-sender.js';

interface Running {
  readonly node: EmbeddedNode;
  readonly service: ChainService;
}

/** More than anybody needs, and small enough that sums stay far below 2^128. */
const OPERATOR_BALANCE = '0x' + (10n ** 30n).toString(16);

let running: Running | null = null;

async function handle(request: ChainProcessRequest): Promise<unknown> {
  if (request.kind === 'start') {
    const { conditions, operator } = request.options;
    const node = await startEmbeddedNode(conditions);
    const sender = impersonatingSender(node, conditions.gasPrice);
    running = { node, service: new ChainService(node, sender, ownBlocks(node, conditions.blockTime)) };
    await node.request('hardhat_setBalance', [operator.address, OPERATOR_BALANCE]);
    const deployment = await deployPlatform(running.service, operator);
    return { deployment };
  }
  if (!running) throw new ChainError('chain-lost', 'the chain process was not started');
  const { node, service } = running;
  if (request.kind === 'execute')
    return service.execute(request.match, request.transactions, request.notBefore);
  if (request.kind === 'rpc') return node.request(request.method, request.parameters);
  for (const { address, amount } of request.grants) {
    const held = BigInt((await node.request('eth_getBalance', [address, 'latest'])) as string);
    await node.request('hardhat_setBalance', [address, `0x${(held + amount).toString(16)}`]);
  }
  return null;
}

function failureOf(error: unknown): ChainFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ChainError) return { code: error.code, message, data: null };
  return { code: null, message, data: error instanceof JsonRpcError ? error.data : null };
}

function usage(): Pick<AnswerMessage, 'memory' | 'processor'> {
  const { user, system } = process.cpuUsage();
  return { memory: process.memoryUsage.rss(), processor: (user + system) / 1000 };
}

function reply(message: AnswerMessage): void {
  if (process.connected) process.send?.(message);
}

process.on('message', ({ id, request }: RequestMessage) => {
  handle(request).then(
    (answer) => reply({ id, answer, ...usage() }),
    (error: unknown) => reply({ id, failure: failureOf(error), ...usage() }),
  );
});
// A parent that dies must not leave its chain behind. A terminal's Ctrl-C reaches both; the parent decides.
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => {});
