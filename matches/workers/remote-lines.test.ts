import type { FromWorker } from './protocol.js';
import { RemoteLines } from './remote-lines.js';
import { SetWaiting } from './test/set-waiting.js';

/** A line, its name, and what was sent for it. */
function aLine() {
  const sent: FromWorker[] = [];
  const waiting = new SetWaiting();
  const lines = new RemoteLines((message) => sent.push(message), waiting);
  const partner = lines.open('agent-1');
  const [opened] = sent as [Extract<FromWorker, { kind: 'line' }>];
  return { sent, lines, partner, waiting, name: opened.line };
}

it('opens a line to an agent, tells it calls by the name of the match, and closes it', async () => {
  const { sent, partner, name } = aLine();
  expect(sent[0]).toEqual({ kind: 'line', line: name, order: { kind: 'open', agent: 'agent-1' } });
  partner.send({ n: 1, call: 'bid', seat: 0 });
  partner.send({ n: 1, value: 3 });
  const texts = sent
    .slice(1)
    .map((one) => one.kind === 'line' && one.order.kind === 'tell' && one.order.message);
  expect(texts).toEqual([
    { text: JSON.stringify({ match: name, n: 1, call: 'bid', seat: 0 }), isCall: true },
    { text: JSON.stringify({ match: name, n: 1, value: 3 }), isCall: false },
  ]);
  await partner.close();
  expect(sent.at(-1)).toEqual({ kind: 'line', line: name, order: { kind: 'close' } });
});

it('is ready once the agent is there, once only, and hears what it says', async () => {
  const { lines, partner, name } = aLine();
  lines.receive(name, { kind: 'here' });
  lines.receive(name, { kind: 'away', reason: 'gone' });
  lines.receive(name, { kind: 'here' });
  lines.receive(name, { kind: 'said', text: '{"n":1,"orders":[]}' });
  lines.receive(name, { kind: 'garbage', reason: 'sent nonsense' });
  expect(await partner.receive(60_000)).toEqual({ status: 'read', value: { ready: {} } });
  expect(await partner.receive(60_000)).toEqual({ status: 'read', value: { n: 1, orders: [] } });
  expect(await partner.receive(60_000)).toEqual({ status: 'garbage', reason: 'sent nonsense' });
});

it('waits as long as it was told: an agent that is away is disconnected, one that is there late', async () => {
  const { lines, partner, waiting, name } = aLine();
  expect(lines.isAwaited).toBe(false);
  const late = partner.receive(5000);
  expect(lines.isAwaited).toBe(true);
  waiting.pass(4999);
  await Promise.resolve();
  expect(lines.isAwaited).toBe(true);
  waiting.pass(1);
  expect(await late).toEqual({ status: 'ended', kind: 'disconnected', reason: 'it has not connected' });
  lines.receive(name, { kind: 'here' });
  await partner.receive(60_000);
  const receivedWithin = async (milliseconds: number): Promise<unknown> => {
    const received = partner.receive(milliseconds);
    waiting.pass(milliseconds);
    return received;
  };
  expect(await receivedWithin(1000)).toEqual({ status: 'late' });
  lines.receive(name, { kind: 'away', reason: 'the connection was closed' });
  expect(await receivedWithin(1000)).toMatchObject({
    kind: 'disconnected',
    reason: 'the connection was closed',
  });
});

it('ends with what the server says, and where the program was started anew', async () => {
  const { lines, partner, name } = aLine();
  lines.receive(name, { kind: 'said', text: '{"n":1,"unknown":true}' });
  expect(await partner.receive(60_000)).toMatchObject({ status: 'ended', kind: 'disconnected' });
  lines.receive(name, { kind: 'ended', reason: 'enough' });
  for (let again = 0; again < 2; again++)
    expect(await partner.receive(60_000)).toEqual({
      status: 'ended',
      kind: 'disconnected',
      reason: 'enough',
    });
});
