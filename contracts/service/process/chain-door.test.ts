import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { ChainLedger } from '../../client/chain-ledger.js';
import { drawRandom, playOn } from '../../test/play.js';
import { callsOf } from './chain-conversation.js';
import { enterDoor, removeDoor } from './chain-door.js';
import { EmbeddedChain } from '../embedded-chain.js';
import { onFrame, sendFrame } from './frames.js';

describe('the door of the embedded chain', () => {
  const chain = new EmbeddedChain({ maxTransactions: 20 });
  afterAll(() => chain.close());

  it('is its user’s alone, gives matches the results of memory, and goes with the process', async () => {
    const lease = await chain.lease();
    const door = lease.door!;
    expect(statSync(dirname(door)).mode & 0o777).toBe(0o700);
    const entered = await enterDoor(door);
    const market = drawRandom(3, 2, 8);
    const through = { ...lease, ...callsOf(entered.chain) };
    const { hash, summary } = await playOn(new ChainLedger(through, { match: 'by the door' }), market);
    expect(hash).toBe((await playOn(new MemoryLedger(), market)).hash);
    expect(summary.transactions).toBeGreaterThan(20);
    // Its parent, which sent nothing of this, knows that it is full.
    const next = await chain.lease();
    expect(next.epoch).toBe(lease.epoch + 1);
    await lease.release();
    expect(existsSync(dirname(door))).toBe(false);
    await expect(entered.chain.request('eth_blockNumber')).rejects.toMatchObject({ code: 'chain-lost' });
    await expect(enterDoor(door)).rejects.toMatchObject({ code: 'chain-lost' });
    await next.release();
  });

  it('tells whoever waits there that the chain is gone', async () => {
    const lease = await chain.lease();
    const entered = await enterDoor(lease.door!);
    const answer = entered.chain.ask({
      kind: 'execute',
      match: 'never',
      transactions: [],
      notBefore: 1_000_000_000,
    });
    process.kill(chain.processes.at(-1)!.pid!, 'SIGKILL');
    await expect(answer).rejects.toMatchObject({ code: 'chain-lost' });
    entered.close();
    // Its parent finds out before it gives the chain to anybody.
    expect((await chain.lease()).epoch).toBe(lease.epoch + 1);
  });
});

it('nobody enters by a door in a folder that others may write, or that is not there itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'door-'));
  const [own, link] = [join(folder, 'own'), join(folder, 'link')];
  await mkdir(own, { mode: 0o700 });
  await symlink(own, link);
  const server = createServer();
  await once(server.listen(join(own, 'door')), 'listening');
  (await enterDoor(join(own, 'door'))).close();
  await expect(enterDoor(join(link, 'door'))).rejects.toMatchObject({ code: 'chain-lost' });
  await chmod(own, 0o777);
  await expect(enterDoor(join(own, 'door'))).rejects.toThrow('somebody else');
  server.close();
  await rm(folder, { recursive: true });
});

it('a door that is taken away takes nothing along that somebody else has put there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'door-'));
  const [door, other] = [join(folder, 'door'), join(folder, 'other')];
  await mkdir(other);
  await writeFile(door, '');
  removeDoor(door);
  expect([existsSync(door), existsSync(other)]).toEqual([false, true]);
  await rm(other, { recursive: true });
  removeDoor(door);
  expect(existsSync(folder)).toBe(false);
  removeDoor(door);
});

it('frames arrive whole however they are cut', async () => {
  const messages = [{ n: 2n ** 70n }, 'x'.repeat(70_000), [], { deep: [{ text: 'ü' }] }];
  const wire = new PassThrough({ highWaterMark: 1_000_000 });
  messages.forEach((message) => sendFrame(wire as unknown as Socket, message));
  const bytes = wire.read() as Buffer;
  for (const size of [1, 3, 4096, bytes.length]) {
    const cut = new PassThrough();
    const got: unknown[] = [];
    onFrame(cut as unknown as Socket, (message) => got.push(message));
    for (let i = 0; i < bytes.length; i += size) cut.write(bytes.subarray(i, i + size));
    cut.end();
    await new Promise((done) => cut.once('end', done));
    expect(got.length).toBe(messages.length);
    expect(got).toEqual(messages);
  }
});
