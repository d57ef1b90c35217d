import { readAnnouncement, readBid, readQuote } from './order-check.js';
import { readReply } from './reply-checks.js';

const inventory = Float64Array.of(4, 0);
const order = { bundle: Float64Array.of(1, -1), limit: 2, kind: 'limited' };
const unlimited = { ...order, kind: 'unlimited', cap: 3 };

const outcomeOf = (value: unknown, read: (value: unknown) => unknown): string =>
  readReply({ outcome: 'ok', value }, read).outcome;

describe('what comes from where a plugin runs', () => {
  const quoted = (value: unknown): string => outcomeOf(value, (quote) => readQuote(quote, inventory, 1));

  it('is a quote of what the dealer has, with an order per resource at least', () => {
    const quote = { offer: Float64Array.of(4, 0), orders: [order, unlimited] };
    expect(readQuote(quote, inventory, 1)).toEqual(quote);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', [Float64Array.of(4, 0)]],
    ['no offer', { orders: [] }],
    ['an offer that is no list of doubles', { offer: [4, 0], orders: [] }],
    ['an offer of another length', { offer: Float64Array.of(4), orders: [] }],
    ['an offer of no number', { offer: Float64Array.of(NaN, 0), orders: [] }],
    ['an offer of more than there is', { offer: Float64Array.of(4.1, 0), orders: [] }],
    ['an offer below zero', { offer: Float64Array.of(-1, 0), orders: [] }],
    ['no orders', { offer: inventory }],
    ['too many orders', { offer: inventory, orders: [order, order, order] }],
    ['an order that is none', { offer: inventory, orders: [null] }],
    ['an unlimited order without a cap', { offer: inventory, orders: [{ ...order, kind: 'unlimited' }] }],
  ])('is no quote if it is %s', (_, value) => {
    expect(quoted(value)).toBe('invalid-output');
  });

  it('is an announcement of prices, or null', () => {
    expect(readAnnouncement(null, 2)).toBeNull();
    expect(readAnnouncement(Float64Array.of(0, 2), 2)).toEqual(Float64Array.of(0, 2));
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['no list of doubles', [1, 2]],
    ['of another length', Float64Array.of(1)],
    ['infinite', Float64Array.of(1, Infinity)],
  ])('is no announcement if it is %s', (_, value) => {
    expect(outcomeOf(value, (prices) => readAnnouncement(prices, 2))).toBe('invalid-output');
  });

  it.each<[string, unknown]>([
    ['of no kind', { ...order, kind: undefined }],
    ['of another kind', { ...order, kind: 'market' }],
    ['with an infinite limit', { ...order, limit: Infinity }],
    ['with a limit that is a text', { ...order, limit: '2' }],
    ['with a bundle that is no list of doubles', { ...order, bundle: [1, -1] }],
    ['with a bundle of no number', { ...order, bundle: Float64Array.of(1, NaN) }],
    ['with a cap of zero', { ...unlimited, cap: 0 }],
    ['with an infinite cap', { ...unlimited, cap: Infinity }],
  ])('is no order %s', (_, forged) => {
    const shape = { resources: 2, columns: 3, ownRows: 1, orders: 4 };
    expect(outcomeOf({ orders: [order, forged] }, (bid) => readBid(bid, shape))).toBe('invalid-output');
  });

  it('is copied: nothing that is read is what was sent', () => {
    const sent = { offer: inventory, orders: [order] };
    const { offer, orders } = readQuote(sent, inventory, 1);
    expect(offer).not.toBe(sent.offer);
    expect(orders[0]!.bundle).not.toBe(order.bundle);
    expect(orders[0]!.bundle.buffer).not.toBe(order.bundle.buffer);
  });

  const shape = { resources: 2, columns: 3, ownRows: 1, orders: 4 };

  const best = { plan: Float64Array.of(1, 2, 3), ownDuals: Float64Array.of(4) };

  it('may come with the best plan and its duals', () => {
    expect(readBid({ orders: [], best }, shape)).toEqual({ orders: [], best });
  });

  it.each<[string, unknown]>([
    ['that is none', null],
    ['without duals', { plan: best.plan }],
    ['with fewer duals than own rows', { ...best, ownDuals: new Float64Array(0) }],
    ['with more duals than own rows', { ...best, ownDuals: Float64Array.of(4, 5) }],
    ['with duals of no number', { ...best, ownDuals: Float64Array.of(NaN) }],
    ['of another length', { ...best, plan: Float64Array.of(1, 2) }],
    ['that is infinite', { ...best, plan: Float64Array.of(1, 2, Infinity) }],
  ])('comes with no best plan %s', (_, forged) => {
    expect(outcomeOf({ orders: [], best: forged }, (bid) => readBid(bid, shape))).toBe('invalid-output');
  });

  it('cancels all, or by keys, and names orders', () => {
    expect(readBid({ orders: [], cancel: 'all' }, shape)).toEqual({ orders: [], cancel: 'all' });
    expect(readBid({ orders: [{ ...order, key: 7 }], cancel: Float64Array.of(1, 7) }, shape)).toEqual({
      orders: [{ ...order, key: 7 }],
      cancel: [1, 7],
    });
  });

  it.each<[string, unknown]>([
    ['by a list that is none of doubles', { orders: [], cancel: [1] }],
    ['by a word', { orders: [], cancel: 'some' }],
    ['by a fraction', { orders: [], cancel: Float64Array.of(0.5) }],
    ['by nothing', { orders: [], cancel: Float64Array.of(0) }],
    ['by no number', { orders: [], cancel: Float64Array.of(NaN) }],
    ['by too many keys', { orders: [], cancel: new Float64Array(5_000).fill(1) }],
    ['with an order named by a text', { orders: [{ ...order, key: '1' }] }],
    ['with an order named beyond all keys', { orders: [{ ...order, key: 1e10 }] }],
  ])('cancels nothing %s', (_, value) => {
    expect(outcomeOf(value, (bid) => readBid(bid, shape))).toBe('invalid-output');
  });
});
