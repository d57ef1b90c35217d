/** What a seat owes somebody for what it was delivered, money units. */
export interface FeeDue {
  readonly seat: number;
  readonly receiver: string;
  readonly amount: bigint;
}

/** What came of the fees of a match, in decimal money units: what is paid is what receivers get, to the last unit. */
export interface CollectedFees {
  /** per seat; a bill is paid as a whole or not at all */
  readonly paid: readonly string[];
  /** per seat: more than it had left */
  readonly unpaid: readonly string[];
  readonly receivers: readonly { readonly receiver: string; readonly amount: string }[];
}

/** A bill that its seat can pay. */
export interface FeeBill {
  readonly seat: number;
  readonly dues: readonly FeeDue[];
  readonly amount: bigint;
}

/** The bills that seats with so much money (by seat) can pay. */
export function payableBills(dues: readonly FeeDue[], cash: readonly bigint[]): FeeBill[] {
  const bySeat = [...Map.groupBy(dues, ({ seat }) => seat)].sort(([one], [other]) => one - other);
  return bySeat.flatMap(([seat, own]) => {
    const amount = own.reduce((sum, due) => sum + due.amount, 0n);
    return amount > 0n && amount <= cash[seat]! ? [{ seat, dues: own, amount }] : [];
  });
}

/** What the bills that were paid come to, of all that was due. */
export function collectedFees(
  dues: readonly FeeDue[],
  bills: readonly FeeBill[],
  seats: number,
): CollectedFees {
  const due = new Array<bigint>(seats).fill(0n);
  for (const { seat, amount } of dues) due[seat]! += amount;
  const paid = new Array<bigint>(seats).fill(0n);
  const received = new Map<string, bigint>();
  for (const bill of bills) {
    paid[bill.seat] = bill.amount;
    for (const { receiver, amount } of bill.dues)
      received.set(receiver, (received.get(receiver) ?? 0n) + amount);
  }
  return {
    paid: paid.map(String),
    unpaid: due.map((amount, seat) => String(amount - paid[seat]!)),
    receivers: inOrder(received),
  };
}

function inOrder(received: ReadonlyMap<string, bigint>): CollectedFees['receivers'] {
  return [...received]
    .map(([receiver, amount]) => ({ receiver, amount: String(amount) }))
    .sort((one, other) => (one.receiver < other.receiver ? -1 : 1));
}

/** What was collected one time after the other, at least once. */
export function feesTogether(all: readonly CollectedFees[]): CollectedFees {
  const bySeat = (of: (fees: CollectedFees) => readonly string[]): string[] =>
    of(all[0]!).map((_, seat) => String(all.reduce((sum, fees) => sum + BigInt(of(fees)[seat]!), 0n)));
  const received = new Map<string, bigint>();
  for (const { receiver, amount } of all.flatMap(({ receivers }) => receivers))
    received.set(receiver, (received.get(receiver) ?? 0n) + BigInt(amount));
  return {
    paid: bySeat(({ paid }) => paid),
    unpaid: bySeat(({ unpaid }) => unpaid),
    receivers: inOrder(received),
  };
}
