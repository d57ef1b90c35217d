/** @short-form 1/3; each time: agent-connection.test.ts */
import { except, silent, type Behaviour, type RemoteClient, type Told } from '../test/remote-client.js';
import { RemotePlace, SECONDS } from './test/remote-match.js';

/** Trades truthfully as far as its cash goes, and does this when it is told of a trade, and when what it asked there is answered. */
function trading(act: Behaviour): Behaviour {
  let cash = 0;
  return (told, one) => {
    const { call, view, value, over } = told;
    if (over) return;
    if (call === 'bid') {
      cash = view!.cash;
      one.say(told, { tool: 'bestBundles', prices: view!.prices });
    } else if (Array.isArray(value)) {
      const options = value as readonly { readonly value: number }[];
      const orders = options.map((option) => ({ ...option, limit: option.value }));
      one.say(told, { orders: orders.filter(({ limit }) => limit <= cash) });
    } else if (call === 'settled' || call === undefined) act(told, one);
    else silent(told, one);
  };
}

let place: RemotePlace;
beforeAll(async () => {
  place = await RemotePlace.open();
});
afterAll(() => place.close());

describe('whatever a remote agent does, its match is played to the end with a typed outcome:', () => {
  const deep = `{"match":"x","n":1,"orders":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  const raw =
    (text: string | Buffer): Behaviour =>
    (told, { socket }) => {
      if (told.call !== undefined) socket.send(text);
    };
  const atBid = (act: (told: Told, client: RemoteClient) => void): Behaviour =>
    except((told, client) => {
      if (told.call !== 'bid') return false;
      act(told, client);
      return true;
    });

  const cases: [string, string, Behaviour, RegExp][] = [
    ['garbage', 'invalid-output', raw('no JSON'), /no JSON object/],
    ['a list', 'invalid-output', raw('[1]'), /no JSON object/],
    ['no match', 'invalid-output', raw('{}'), /without `match`/],
    [
      'orders that are none',
      'invalid-output',
      atBid((told, one) => one.say(told, { orders: [{}] })),
      /order 0/,
    ],
    [
      'deep JSON',
      'invalid-output',
      atBid(({ match, n }, { socket }) =>
        socket.send(deep.replace('"x","n":1', `${JSON.stringify(match)},"n":${n}`)),
      ),
      /order/,
    ],
    ['an error', 'threw', atBid((told, one) => one.say(told, { threw: 'not today' })), /not today/],
    [
      'a message of 100 MB',
      'invalid-output',
      atBid((_, one) => one.announce(100 * 1024 * 1024)),
      /more than 1048576 bytes/,
    ],
    [
      'a message of a byte too many',
      'invalid-output',
      atBid((_, one) => one.announce(1024 * 1024 + 1)),
      /more than 1048576 bytes/,
    ],
    ['binary data', 'invalid-output', raw(Buffer.from([1, 2, 3])), /binary/],
    [
      'a flood',
      'disconnected',
      (told, one) => {
        for (let i = 0; i < 50; i++) one.say(told, { n: -1 });
      },
      /more than it was asked for/,
    ],
    [
      'pings',
      'disconnected',
      (told, { socket }) => {
        if (told.call) for (let i = 0; i < 200; i++) socket.ping();
      },
      /pings/,
    ],
    [
      'tools without end',
      'timed-out',
      (told, one) => {
        if (told.call === 'bid' || told.call === undefined) one.say(told, { tool: 'value', bundle: [] });
        else silent(told, one);
      },
      /asked for tools more than \d+ times/,
    ],
    [
      'that it knows nothing',
      'disconnected',
      (told, one) => one.say(told, { unknown: true }),
      /knows nothing/,
    ],
  ];
  it.each(cases)('%s: %s', async (_, kind, behaviour, reason) => {
    const { failures, client } = await place.played(behaviour);
    expect(failures[0]).toMatchObject({ kind, reason: expect.stringMatching(reason) as string });
    client!.socket.terminate();
  });

  it('nothing to a call: timed-out', async () => {
    const { failures, client } = await place.played(
      () => undefined,
      ({ heard }) => heard.length > 0,
    );
    expect(failures[0]).toMatchObject({
      kind: 'timed-out',
      reason: expect.stringContaining(`longer than ${SECONDS}000 ms`) as string,
    });
    client!.socket.terminate();
  });

  it.each(['create', 'bid'] as const)('a disconnect in %s: disconnected', async (phase) => {
    const { failures } = await place.played(
      except(({ call }, { socket }) => {
        if (call !== phase) return false;
        socket.terminate();
        return true;
      }),
    );
    expect(failures[0]?.kind).toBe('disconnected');
  });

  const value = { tool: 'value', bundle: [0, 0] };
  it.each<[string, string, Behaviour]>([
    ['a disconnect', 'disconnected', (_, { socket }) => socket.terminate()],
    ['garbage', 'invalid-output', (_, { socket }) => socket.send('no JSON')],
    ['an error', 'threw', (told, one) => one.say(told, { threw: 'not today' })],
    ['tools without end', 'timed-out', (told, one) => one.say(told, value)],
    ['a question', 'nothing', (told, one) => one.say(told, told.call === undefined ? { done: true } : value)],
  ])('when it is told of a trade, %s: %s', async (_, kind, act) => {
    const { failures, client } = await place.played(trading(act));
    expect(client!.heard.map(({ call }) => call)).toContain('settled');
    expect(failures[0]?.kind ?? 'nothing').toBe(kind);
    if (kind === 'nothing')
      expect(client!.heard.map((told) => told.value)).toContainEqual(expect.any(Number));
    client!.socket.terminate();
  });

  it('a question beyond all numbers: it is refused', async () => {
    const { failures, client } = await place.played((told, one) => {
      if (told.call === 'bid') one.say(told, { tool: 'bestBundles', prices: [1e308, 1e308] });
      else if (told.refused !== undefined) one.say(told, { orders: [] });
      else silent(told, one);
    });
    expect(failures).toEqual([]);
    expect(client!.heard.map(({ refused }) => refused)).toContain('the numbers are out of range');
    client!.socket.terminate();
  });

  it('one that is never there: disconnected', async () => {
    const { failures } = await place.played(null);
    expect(failures[0]).toMatchObject({
      kind: 'disconnected',
      reason: expect.stringMatching(/has not connected/) as string,
    });
  });
});
