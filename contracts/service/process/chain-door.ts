import { rmdirSync, rmSync } from 'node:fs';
import { lstat, mkdtemp } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ChainConversation } from './chain-conversation.js';
import { ChainError } from '../chain-error.js';
import type { AnswerMessage, ChainProcessRequest, RequestMessage } from './chain-process-protocol.js';
import { onFrame, sendFrame } from './frames.js';

/** Systems take no longer path of a socket. */
const LONGEST_PATH = 100;

type DoorRequest = Exclude<ChainProcessRequest, { kind: 'start' }>;

/**
 * A socket by which match workers speak with the chain themselves, in a folder that is its user's alone; null: the
 * system's folder for such has too long a name.
 */
export async function openDoor(
  answer: (id: number, request: DoorRequest) => Promise<AnswerMessage>,
): Promise<string | null> {
  if (join(tmpdir(), 'gridleague-chain-xxxxxx', 'door').length > LONGEST_PATH) return null;
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-chain-'));
  process.once('exit', () => removeDoor(join(folder, 'door')));
  const server = createServer((socket) => {
    // A worker that is gone needs no answer.
    socket.on('error', () => undefined);
    onFrame(socket, (message) => {
      const { id, request } = message as RequestMessage & { readonly request: DoorRequest };
      void answer(id, request).then((told) => socket.destroyed || sendFrame(socket, told));
    });
  });
  const door = join(folder, 'door');
  await new Promise<void>((done, failed) => server.once('error', failed).listen(door, done));
  return door;
}

/** Takes it away with its folder, and nothing else: once it is gone, one of that name may be somebody else's. */
export function removeDoor(door: string): void {
  try {
    rmSync(door, { force: true });
    rmdirSync(dirname(door));
  } catch {
    // It is gone, or not ours.
  }
}

/**
 * When a chain is gone anybody can make a folder of that name. Looked at behind the connection: nobody makes a folder of ours in the
 * place of his own.
 */
async function isOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  return found !== null && found.uid === (process.getuid?.() ?? found.uid) && (found.mode & 0o077) === 0;
}

export interface EnteredDoor {
  readonly chain: ChainConversation;
  close(): void;
}

/** Throws `ChainError('chain-lost')` where nobody opens, or somebody else does. */
export async function enterDoor(door: string): Promise<EnteredDoor> {
  const socket = connect(door);
  const chain = new ChainConversation((message) => sendFrame(socket, message));
  socket.once('close', () => chain.end('is gone'));
  await new Promise<void>((done, failed) => {
    socket.once('connect', done);
    socket.on('error', () => failed(new ChainError('chain-lost', 'the chain process is gone')));
  });
  if (!(await isOwn(dirname(door)))) {
    socket.destroy();
    throw new ChainError('chain-lost', 'the chain process is gone, and its door somebody else’s');
  }
  onFrame(socket, (message) => chain.receive(message as AnswerMessage));
  return { chain, close: () => socket.destroy() };
}
