// A match worker: a process of its own that plays what its parent gives it, one match at a time.
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { compareMatch } from '../verify/compare-match.js';
import { MatchRoom } from '../play/match-room.js';
import type { FromWorker, ToWorker } from './protocol.js';
import { RemoteChain } from './remote-chain.js';

/** Sandbox processes that stay ready for the next match of the same plugin. */
const KEPT_PROCESSES = 16;

const pool = new SandboxPool({ kept: KEPT_PROCESSES });
const chain = new RemoteChain(send);
const room = MatchRoom.open(pool, chain);

function send(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}

const onRound = (): void => send({ kind: 'round', sandboxes: pool.pids.length });

async function play(order: Exclude<ToWorker, { kind: 'chain-answer' }>): Promise<void> {
  try {
    if (order.kind === 'play') {
      const { task, attempt, ledger } = order;
      send({ kind: 'played', result: await (await room).play(task, attempt, ledger, onRound) });
    } else if (order.kind === 'check') {
      send({ kind: 'checked', missing: await (await room).check(order.ledger) });
    } else {
      const { task, stored } = order;
      const replayed = await (await room).play(task, 1, 'memory', onRound);
      const comparison = await compareMatch(stored, replayed, async (recorded) =>
        (await room).isConsistent(task, recorded),
      );
      send({ kind: 'compared', comparison });
    }
  } catch (error) {
    send({ kind: 'fault', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

process.on('message', (message: ToWorker) => {
  if (message.kind !== 'chain-answer') void play(message);
  else chain.receive(message.id, message.answer, message.failure);
});
// A terminal's Ctrl-C reaches everybody; the parent decides how to end.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => void pool.close().finally(() => process.exit(0)));
