import { z } from 'zod';
import { entryLimits } from './bundle-limits.js';
import { collectedIn } from './days-schema.js';
import type { ValueKinds } from './value-kinds.js';

/** What a report says of the ledger that kept the match (`ChainSummary`; one in memory has less of it), stated once: see `ValueKinds`. */
export const chainIn = (is: ValueKinds) => {
  const { count, units, word, text, listOf } = is;
  const contract = text(/^0x[0-9a-fA-F]{40}$/);
  const address = text(/^0x[0-9a-f]{40}$/);
  const sender = z.strictObject({
    address,
    transactions: count,
    gas: count,
    paid: text(/^(0|[1-9]\d{0,60})$/),
  });
  const left = z.strictObject({ address, amount: units.nullable(), reason: word });
  return z.strictObject({
    network: text(/^(memory|embedded|chain \d{1,30})$/, 'must be memory, embedded or chain <id>'),
    contract: contract.nullable(),
    transactions: count,
    gas: count,
    blocks: count,
    epoch: count.exactOptional(),
    firstBlock: count.exactOptional(),
    lastBlock: count.exactOptional(),
    seconds: is.seconds.exactOptional(),
    senders: listOf(sender, entryLimits.seats + 1).exactOptional(),
    contracts: listOf(contract, entryLimits.rounds)
      .exactOptional()
      .describe('of a match of several markets: one for each'),
    fees: collectedIn(is)
      .exactOptional()
      .describe('local fees that were collected, in units of 1e-18 money: by seat, and who got them'),
    returned: z
      .strictObject({
        amount: units,
        gas: units,
        left: listOf(left, entryLimits.seats + 1 + entryLimits.receivers),
      })
      .exactOptional()
      .describe(
        'money that went back to the operator of the endpoint, in units of 1e-18 money, and what could not',
      ),
  });
};
