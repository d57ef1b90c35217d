import type { MarketInstance } from '#market/instance.js';
import { limited } from '#market/test/ledger-numbers.js';
import type { BookedOrder } from '#market/match/rounds/round-book.js';
import { OrderTables, transactionTables } from './order-tables.js';

const plain = (tables: [name: string, text: string][]): [string, string][] =>
  tables.map(([name, text]) => [name, text.replaceAll('\r\n', '\n')]);
const market = {
  resources: [{ id: 'noon' }, { id: 'night' }],
  participants: [{ id: 'flat' }, { id: '=roof' }],
} as unknown as MarketInstance;
const [standing, other] = [limited([1.5, 0], 2), limited([-1, 0.25], -0.5)];
const booked = (seat: number | null, order: BookedOrder['order'], fill = 0): BookedOrder => ({
  ...{ seat, order, limit: 2, cost: 1, fill },
});

it('says once what an order asks for, and in each round what became of it', () => {
  const tables = new OrderTables();
  tables.add({ round: 1, orders: [booked(0, standing)] }, market);
  tables.add({ round: 2, orders: [booked(0, standing, 0.5), booked(1, other), booked(null, other)] }, market);
  expect(Object.fromEntries(plain(tables.tables()))).toEqual({
    'orders.csv': [
      'round,seat,id,order,kind,limit,cost,fill',
      '1,0,flat,1,limited,2,1,0',
      '2,0,flat,1,limited,2,1,0.5',
      "2,1,'=roof,2,limited,2,1,0",
      '2,dealer,dealer,2,limited,2,1,0\n',
    ].join('\n'),
    'bundles.csv': 'order,resource,quantity\n1,noon,1.5\n2,noon,-1\n2,night,0.25\n',
  });
});

it('takes back the rounds of a day that is played once more', () => {
  const tables = new OrderTables();
  for (const round of [1, 2, 3]) tables.add({ round, orders: [booked(0, limited([round, 0], 1))] }, market);
  tables.add({ round: 2, orders: [booked(1, other)] }, market);
  const [[, orders], [, bundles]] = plain(tables.tables()) as [[string, string], [string, string]];
  expect(orders.trim().split('\n').slice(1)).toEqual([
    '1,0,flat,1,limited,2,1,0',
    "2,1,'=roof,2,limited,2,1,0",
  ]);
  expect(bundles.trim().split('\n').slice(1)).toEqual(['1,noon,1', '2,noon,-1', '2,night,0.25']);
});

it('says from which round on there was no room', () => {
  const cutAt = (...rounds: number[]): [string, string][] => {
    const tables = new OrderTables({ lines: 2, quantities: 100 });
    for (const round of rounds) tables.add({ round, orders: [booked(0, standing)] }, market);
    expect(tables.cutFrom).toBe(rounds.length > 2 ? 3 : null);
    return plain(tables.tables());
  };
  expect(cutAt(1, 2).map(([name]) => name)).toEqual(['orders.csv', 'bundles.csv']);
  expect(cutAt(1, 2, 3, 4)[2]).toEqual([
    'orders-cut.csv',
    'missing_from_round,lines_of_orders,lines_of_bundles\n3,2,1\n',
  ]);
  const none = new OrderTables({ lines: 0, quantities: 0 });
  none.add({ round: 1, orders: [booked(0, standing)] }, market);
  expect(none.tables().map(([name]) => name)).toEqual(['orders.csv', 'bundles.csv', 'orders-cut.csv']);
});

it('lists what rounds took on a chain, and nothing of a match in memory', () => {
  const report = { perSeat: [{ id: 'flat' }] };
  const told = (transactions?: object[]): [string, string][] =>
    plain(
      transactionTables({ report, rounds: [{ round: 1, ...(transactions && { transactions }) }] } as never),
    );
  const sent = { gas: 21, block: 3, hash: '0xab' };
  expect(told()).toEqual([]);
  expect(
    told([
      { kind: 'submitOrders', sender: 0, ...sent },
      { kind: 'clear', sender: 'dealer', ...sent },
    ]),
  ).toEqual([
    [
      'transactions.csv',
      'round,kind,seat,sender,gas,block,hash\n1,submitOrders,0,flat,21,3,0xab\n1,clear,dealer,dealer,21,3,0xab\n',
    ],
  ]);
});
