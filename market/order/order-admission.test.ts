import { anAgent, vectorOf } from '../agent/test/agent-problems.js';
import type { AgentProblem } from '../instance.js';
import { createHighsSolver } from '../lp/highs-solver.js';
import type { LpSolver } from '../lp/lp-solver.port.js';
import type { SeatOrder } from '../traders.port.js';
import { SeatValuation } from '../referee/seat-valuation.js';
import { money, quantities } from '../test/ledger-numbers.js';
import { admitOrders, type OrderAdmission } from './order-admission.js';
import { widestLimits, type OrderLimits } from './order-limits.js';
import { placeOrder, type PlacedOrder } from './placed-order.js';
import { Spending } from './spending.js';

let solver: LpSolver;
beforeAll(async () => (solver = await createHighsSolver()));

/** Must use 3 of resource A (x = 3, C x <= c), may use B as it likes. */
const needsThree = anAgent({ cost: [1, -1], own: [[-1, 0], [0, 1]], upper: [-3, 100], shared: [[1, 0], [0, 1]] }); // prettier-ignore
/** Makes 2 B out of 1 A without end: (A, B) = (1, -2) is a direction that costs it nothing. */
const maker = anAgent({ cost: [0], own: [], upper: [], shared: [[1], [-2]] });

interface Situation {
  readonly problem?: AgentProblem;
  readonly holds?: readonly [number, number];
  readonly cash?: number;
  readonly open?: readonly SeatOrder[];
  readonly maxOrders?: number;
  readonly openOrders?: number;
  readonly further?: Partial<OrderLimits>;
  readonly spending?: Spending;
}

function admit(orders: readonly SeatOrder[], situation: Situation = {}): OrderAdmission {
  const {
    problem = needsThree,
    holds = [10, 10],
    cash = 100,
    open = [],
    maxOrders = 64,
    openOrders = 256,
    further = {},
    spending = new Spending(),
  } = situation;
  const allocation = quantities(...holds);
  const book = open.map((order) => placeOrder(order, allocation));
  const account = {
    allocation,
    cash: money(cash),
    locked: 0n,
    escrow: 0n,
    orders: book.map(({ ledger }) => ledger),
  };
  const valuation = new SeatValuation(solver, problem, 'agent');
  try {
    const limits = { ...widestLimits, orders: maxOrders, openOrders, ...further };
    return admitOrders(orders, { account, book, limits, spending, honour: valuation });
  } finally {
    valuation.dispose();
  }
}

const limited = (bundle: number[], limit: number): SeatOrder => ({
  bundle: vectorOf(...bundle),
  limit,
  kind: 'limited',
});
const unlimited = (bundle: number[], limit: number, cap: number, plan?: number[]): SeatOrder => ({
  bundle: vectorOf(...bundle),
  limit,
  kind: 'unlimited',
  cap,
  ...(plan ? { plan: vectorOf(...plan) } : {}),
});

function admitted(admission: OrderAdmission): readonly PlacedOrder[] {
  if (admission.outcome !== 'admitted') throw new Error(admission.reason);
  return admission.orders;
}

const refused = (reason: RegExp): unknown => ({
  outcome: 'refused',
  reason: expect.stringMatching(reason) as string,
});

describe('an admitted order is rounded to ledger units', () => {
  it('quantities to the nearest unit, the limit down', () => {
    const [order] = admitted(admit([limited([1.2345678914, -0.5], 1.5)]));
    expect(order!.ledger).toEqual({
      bundle: [1234567891n, -500000000n],
      limit: 15n * 10n ** 17n,
      kind: 'limited',
    });
    expect(admitted(admit([limited([1, 0], -1e-19)]))[0]!.ledger.limit).toBe(-1n);
  });

  it('an unlimited one at its cap', () => {
    const [order] = admitted(admit([unlimited([0, 2], 0.25, 4)]));
    expect(order!.ledger).toEqual({ bundle: [0n, 8_000_000_000n], limit: money(1), kind: 'unlimited' });
  });

  it('without entries that are dust, and not at all if it is nothing but dust', () => {
    expect(admitted(admit([limited([1, 8e-9], 1)]))[0]!.ledger.bundle).toEqual([1_000_000_000n, 0n]);
    expect(admitted(admit([limited([9e-8, -9e-8], 1), limited([0, 0], 1)]))).toEqual([]);
  });
});

describe('a duplicate', () => {
  const open = [limited([2, 0], 5)];

  it('with no better limit is dropped without blame', () => {
    expect(admitted(admit([limited([2, 0], 5)], { open }))).toEqual([]);
    expect(admitted(admit([limited([2 + 1e-9, 0], 4)], { open }))).toEqual([]);
    expect(admitted(admit([limited([3, 0], 5), limited([3, 0], 5)], { open }))).toHaveLength(1);
  });

  it('with a better limit, another bundle or another kind is none', () => {
    expect(admitted(admit([limited([2, 0], 5.1)], { open }))).toHaveLength(1);
    expect(admitted(admit([limited([2.00001, 0], 5)], { open }))).toHaveLength(1);
    expect(admitted(admit([unlimited([1, 0], 2.5, 2)], { open }))).toHaveLength(1);
  });
});

describe('what the agent could not deliver is refused', () => {
  it('a limited order beyond what its own rows leave free', () => {
    expect(admitted(admit([limited([-7, 0], -1)]))).toHaveLength(1);
    expect(admit([limited([-7.001, 0], -1)])).toEqual(refused(/could not deliver/));
  });

  it('limited orders one by one, since only a mixture of them can fill', () => {
    expect(admitted(admit([limited([-7, 0], -1), limited([-6, -10], -1)]))).toHaveLength(2);
  });

  it('unlimited orders all at their caps at once', () => {
    expect(admitted(admit([unlimited([-1, 0], -1, 7)]))).toHaveLength(1);
    expect(admit([unlimited([-1, 0], -1, 7.1)])).toEqual(refused(/unlimited orders promise more/));
    expect(admit([unlimited([-1, 0], -1, 4), unlimited([-1, -1], -2, 4)])).toEqual(
      refused(/unlimited orders promise more/),
    );
  });

  it('limited orders on top of what unlimited ones could take', () => {
    const open = [unlimited([-1, 0], -1, 4)];
    expect(admitted(admit([limited([-3, 0], -1)], { open }))).toHaveLength(1);
    expect(admit([limited([-3.1, 0], -1)], { open })).toEqual(refused(/limited order/));
  });

  it('and the other way round: an unlimited order under open limited ones', () => {
    const open = [limited([-4, 0], -1)];
    expect(admitted(admit([unlimited([-1, 0], -1, 3)], { open }))).toHaveLength(1);
    expect(admit([unlimited([-1, 0], -1, 3.1)], { open })).toEqual(refused(/limited order/));
  });

  it('what one unlimited order brings does not cover what another takes', () => {
    expect(admit([unlimited([5, 0], 1, 1), unlimited([-1, 0], -1, 9)])).toEqual(refused(/promise more/));
  });

  it('but not an unlimited order along a free direction, whatever its cap, if its plan proves it', () => {
    const order = unlimited([1, -2], 1, 50, [1]);
    expect(admitted(admit([order], { problem: maker, holds: [0, 0] }))).toHaveLength(1);
    const tooGood = unlimited([1, -2.1], 1, 50, [1]);
    expect(admit([tooGood, limited([0, -1], 0)], { problem: maker, holds: [0, 0] })).toEqual(
      refused(/deliver/),
    );
  });

  it('a wrong plan is no proof', () => {
    const order = { ...limited([-8, 0], -1), plan: vectorOf(2, 0) };
    expect(admit([order])).toEqual(refused(/could not deliver/));
    expect(admit([{ ...limited([-8, 0], -1), plan: vectorOf(3) }])).toEqual(refused(/could not deliver/));
  });
});

describe('money is locked: the largest limited order and every unlimited one', () => {
  it('limited orders share it', () => {
    expect(admitted(admit([limited([1, 0], 9), limited([0, 1], 9.9)], { cash: 10 }))).toHaveLength(2);
    expect(admit([limited([1, 0], 10)], { cash: 10 })).toEqual(refused(/would lock 10\.0+1/)); // + rounding
  });

  it('unlimited orders add up, at their caps, with what is open', () => {
    const open = [limited([1, 0], 4)];
    expect(admitted(admit([unlimited([0, 1], 1, 5.9)], { cash: 10, open }))).toHaveLength(1);
    expect(admit([unlimited([0, 1], 1, 6)], { cash: 10, open })).toEqual(refused(/would lock/));
    expect(admit([unlimited([0, 1], 1, 3), unlimited([1, 1], 1, 3)], { cash: 10, open })).toEqual(
      refused(/would lock/),
    );
  });

  it('offers to sell lock nothing', () => {
    expect(admitted(admit([limited([-1, 0], -3), unlimited([0, -1], -1, 5)], { cash: 0 }))).toHaveLength(2);
  });
});

describe('malformed orders are refused with the field', () => {
  it.each<[string, SeatOrder, RegExp]>([
    ['NaN quantity', limited([NaN, 1], 1), /bundle\[0\] is NaN/],
    ['infinite quantity', limited([1, Infinity], 1), /bundle\[1\] is Infinity/],
    ['huge quantity', limited([2e9, 0], 1), /bundle\[0\]/],
    ['too short', limited([1], 1), /bundle has 1 entries, not 2/],
    ['too long', limited([1, 1, 1], 1), /bundle has 3 entries/],
    ['NaN limit', limited([1, 1], NaN), /limit is NaN/],
    ['infinite limit', limited([1, 1], -Infinity), /limit is -Infinity/],
    ['huge limit', limited([1, 1], 1e16), /limit is/],
    ['no cap', { bundle: vectorOf(1, 1), limit: 1, kind: 'unlimited' }, /needs a cap > 0, not undefined/],
    ['zero cap', unlimited([1, 1], 1, 0), /needs a cap > 0/],
    ['negative cap', unlimited([1, 1], 1, -1), /needs a cap > 0/],
    ['NaN cap', unlimited([1, 1], 1, NaN), /needs a cap > 0/],
    ['a cap that makes it huge', unlimited([10, 1], 1, 5e8), /too large/],
    ['a cap that makes its limit huge', unlimited([1, 1], 1e8, 1e8), /too large/],
  ])('%s', (_, order, reason) => {
    expect(admit([limited([1, 0], 1), order])).toEqual(refused(reason));
  });

  it('and too many', () => {
    expect(admit([limited([1, 0], 1), limited([2, 0], 1)], { maxOrders: 1 })).toEqual(
      refused(/2 orders in one round/),
    );
  });
});

describe('of resources of which nothing may be left over', () => {
  /** Uses 10 of A at the most, and nothing but A. */
  const usesTen: AgentProblem = {
    ...anAgent({ cost: [-1], own: [[1]], upper: [10], shared: [[1], [0]] }),
    exact: 1,
  };
  /** Stores what it buys of A without end. */
  const stores: AgentProblem = {
    ...anAgent({ cost: [0], own: [], upper: [], shared: [[1], [0]] }),
    exact: 1,
  };

  it('too much is as bad as too little: an unlimited order along no free direction is refused', () => {
    for (const quantity of [1, -1, 1e-3])
      expect(admit([unlimited([quantity, 0], 0.9, 40)], { problem: usesTen, holds: [3, 0] })).toEqual(
        refused(/names resource 0, of which nothing may be left over/),
      );
    expect(admit([limited([8, 0], 1)], { problem: usesTen, holds: [3, 0] })).toEqual(
      refused(/promises what the agent could not deliver/),
    );
    expect(admitted(admit([limited([7, 0], 1)], { problem: usesTen, holds: [3, 0] }))).toHaveLength(1);
  });

  it('what is freely disposable besides may be bought without end', () => {
    expect(admitted(admit([unlimited([0, 1], 0.9, 40)], { problem: usesTen, holds: [3, 0] }))).toHaveLength(
      1,
    );
  });

  it('a direction that costs nothing is admitted with its plan', () => {
    expect(
      admitted(admit([unlimited([1, 0], 0.5, 40, [1])], { problem: stores, holds: [0, 0] })),
    ).toHaveLength(1);
  });
});
