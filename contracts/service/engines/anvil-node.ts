import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChainConditions } from '../chain-conditions.js';
import { ChainError } from '../chain-error.js';
import type { EmbeddedNode } from './embedded-node.js';
import { socketJsonRpc } from './socket-json-rpc.js';

/**
 * Runs a program that ends when our end of its input closes, however we end; then removes its folder ($0). Tells its pid.
 */
const WATCHED = `
exec 3<&0
"$@" </dev/null >/dev/null &
program=$!
echo $program
exec 2>/dev/null
{ cat <&3 >/dev/null; kill -KILL $program; } &
wait $program
status=$?
kill $!
rm -rf -- "$0"
exit $status`;

/** States of earlier blocks that it keeps, for what a refused transaction says. */
const KEPT_STATES = 16;
/** Pause between two looks for its socket, milliseconds. */
const LOOK_EVERY = 10;

/**
 * anvil in a process of its own behind a socket in a folder of ours; it mines only when told. `onLost`: it ended by itself.
 * Throws `ChainError`.
 */
export async function startAnvilNode(
  program: string,
  { blockGasLimit }: ChainConditions,
  onLost: () => void,
): Promise<EmbeddedNode> {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-anvil-'));
  const path = join(folder, 'ipc');
  // A group of its own: a terminal's Ctrl-C is for us to decide about.
  const child = spawn('/bin/sh', ['-c', WATCHED, folder, program, ...argumentsOf(path, blockGasLimit)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const pid = once(child.stdout, 'data').then(([told]) => Number(String(told)));
  const socket = await opened(path, child);
  let closing = false;
  socket.once('close', () => closing || onLost());
  return {
    ...socketJsonRpc(socket),
    pid: await pid,
    close: async () => {
      closing = true;
      child.stdin.end();
      await exited;
    },
  };
}

function argumentsOf(socket: string, blockGasLimit: number): string[] {
  // It always listens on an address as well: any free port of this machine, for no page of a browser.
  const doors = ['--ipc', socket, '--host', '127.0.0.1', '--port', '0', '--no-cors'];
  const rules = ['--hardfork', 'prague', '--gas-limit', String(blockGasLimit), '--accounts', '0'];
  const prices = ['--gas-price', '0', '--base-fee', '0', '--disable-min-priority-fee'];
  const blocks = ['--no-mining', '--order', 'fifo', `--prune-history=${KEPT_STATES}`];
  return [...doors, ...rules, ...prices, ...blocks, '--threads', '1'];
}

/** Waits until it listens or has ended. */
async function opened(path: string, child: ChildProcess): Promise<Socket> {
  for (;;) {
    const socket = await connected(path);
    if (socket) return socket;
    if (child.exitCode !== null || child.signalCode !== null)
      throw new ChainError('deployment-failed', `anvil ended at its start (exit code ${child.exitCode})`);
    await delay(LOOK_EVERY);
  }
}

function connected(path: string): Promise<Socket | null> {
  const socket = connect(path);
  return new Promise((done) => {
    socket.once('error', () => done(null));
    socket.once('connect', () => done(socket));
  });
}
