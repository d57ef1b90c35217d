import { readBid, type BidShape } from './order-check.js';
import { readFacts, readReply } from './reply-checks.js';

const shape: BidShape = { resources: 2, columns: 3, ownRows: 1, orders: 4 };
const read = (value: unknown) => readReply({ outcome: 'ok', value }, (bid) => readBid(bid, shape));
const order = { bundle: Float64Array.of(1, -1), limit: 2, kind: 'limited' };
const best = { plan: new Float64Array(3), ownDuals: new Float64Array(1) };

describe('what a process sends', () => {
  it('is taken when it has the right shape', () => {
    const plan = Float64Array.of(1, 2, 3);
    expect(read({ orders: [{ ...order, plan }], best })).toEqual({
      outcome: 'ok',
      value: { orders: [{ ...order, plan }], best },
    });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'orders'],
    ['no orders', {}],
    ['too many orders', { orders: new Array(5).fill(order) }],
    ['a bundle of another length', { orders: [{ ...order, bundle: new Float64Array(3) }] }],
    ['a limit that is no number', { orders: [{ ...order, limit: NaN }] }],
    ['a plan of another length', { orders: [{ ...order, plan: new Float64Array(4) }] }],
    ['a plan that is no list of doubles', { orders: [{ ...order, plan: [1, 2, 3] }] }],
    ['a proof with infinite duals', { orders: [], best: { ...best, ownDuals: Float64Array.of(Infinity) } }],
    ['a proof that is none', { orders: [], best: null }],
  ])('is refused when it is %s', (_, value) => {
    expect(read(value).outcome).toBe('invalid-output');
  });

  it('is not walked through when it is longer than it may be', () => {
    let read = 0;
    const orders = new Array<unknown>(shape.orders + 1);
    Object.defineProperty(orders, 0, { get: () => (read++, order) });
    const reply = readReply({ outcome: 'ok', value: { orders } }, (bid) => readBid(bid, shape));
    expect([reply.outcome, read]).toEqual(['invalid-output', 0]);
  });

  it.each([null, 7, [], { outcome: 'fine' }, { outcome: 'process-lost', reason: 'x' }])(
    'is refused when the outcome is %p',
    (reply) => {
      expect(readReply(reply, () => null).outcome).toBe('invalid-output');
    },
  );

  it('gives reasons of one printable line, cut to length', () => {
    const reply = readReply(
      { outcome: 'threw', reason: `a\n\u001b[2Jb${'x'.repeat(1e5)}`, stack: 5 },
      () => null,
    );
    expect(reply).toMatchObject({ outcome: 'threw', stack: '' });
    if (reply.outcome === 'ok') throw new Error('unreachable');
    expect(reply.reason).toMatch(/^a \?\[2Jbx+$/);
    expect(reply.reason.length).toBeLessThanOrEqual(600);
  });

  it('reads facts from nothing but a JSON object', () => {
    expect(readFacts('{"kind":"agent"}')).toEqual({ kind: 'agent' });
    for (const text of ['[1]', 'null', '{', 7]) expect(readFacts(text)).toEqual({});
  });
});
