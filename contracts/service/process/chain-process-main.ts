// The chain's own process: its memory grows with every transaction, so it must be replaceable.
import { onceOrphaned, tellParent } from '#parent-process.js';
import { messageOf } from '#market/errors.js';
import { ownBlocks } from '../rpc/block-maker.js';
import { openDoor } from './chain-door.js';
import { ChainError } from '../chain-error.js';
import type {
  AnswerMessage,
  ChainFailure,
  ChainProcessOptions,
  ChainProcessRequest,
  ChainUsage,
  RequestMessage,
} from './chain-process-protocol.js';
import { ChainService } from '../chain-service.js';
import { deployPlatform } from '../deploy.js';
import type { EmbeddedNode } from '../engines/embedded-node.js';
import { JsonRpcError } from '../rpc/json-rpc.js';
import { ownUsage, usageOf } from './process-usage.js';
import { impersonatingSender } from '../sending/transaction-sender.js';

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
    const node = await startNode(request.options);
    const sender = impersonatingSender(node, conditions.gasPrice);
    running = { node, service: new ChainService(node, sender, ownBlocks(node, conditions.blockTime)) };
    await node.request('hardhat_setBalance', [operator.address, OPERATOR_BALANCE]);
    const deployment = await deployPlatform(running.service, operator);
    return { deployment, door: await openDoor(answered) };
  }
  if (!running) throw new ChainError('chain-lost', 'the chain process was not started');
  const { node, service } = running;
  if (request.kind === 'look') return null;
  if (request.kind === 'execute')
    return service.execute(request.match, request.transactions, request.notBefore);
  if (request.kind === 'rpc') return node.request(request.method, request.parameters);
  for (const { address, amount } of request.grants) {
    const held = BigInt((await node.request('eth_getBalance', [address, 'latest'])) as string);
    await node.request('hardhat_setBalance', [address, `0x${(held + amount).toString(16)}`]);
  }
  return null;
}

/** Only the engine that is used is loaded. */
async function startNode({ conditions, anvil }: ChainProcessOptions): Promise<EmbeddedNode> {
  if (anvil === null) return (await import('../engines/embedded-node.js')).startEmbeddedNode(conditions);
  const { startAnvilNode } = await import('../engines/anvil-node.js');
  return startAnvilNode(anvil, conditions, () => process.exit(1));
}

function failureOf(error: unknown): ChainFailure {
  const message = messageOf(error);
  if (error instanceof ChainError) return { code: error.code, message, data: null };
  if (error instanceof JsonRpcError) return { code: null, message: error.words, data: error.data };
  return { code: null, message, data: null };
}

function usage(): ChainUsage {
  const transactions = running?.service.transactions ?? 0;
  const own = ownUsage();
  if (running?.node.pid === undefined) return { ...own, transactions };
  const other = usageOf(running.node.pid);
  return { memory: own.memory + other.memory, processor: own.processor + other.processor, transactions };
}

/** Never rejects. */
function answered(id: number, request: ChainProcessRequest): Promise<AnswerMessage> {
  return handle(request).then(
    (answer) => ({ id, answer, usage: usage() }),
    (error: unknown) => ({ id, failure: failureOf(error), usage: usage() }),
  );
}

process.on('message', ({ id, request }: RequestMessage) => {
  void answered(id, request).then((message) => tellParent(message));
});
// A parent that dies must not leave its chain behind. A terminal's Ctrl-C reaches both; the parent decides.
onceOrphaned(() => process.exit(0));
process.on('SIGINT', () => {});
