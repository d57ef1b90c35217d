import { z } from 'zod';

const quantity = z.string().regex(/^0x[0-9a-f]{1,64}$/i);
/** What nodes hold in 64 bits; where it is counted here, an integer of JavaScript's. */
const inWord = z.string().regex(/^0x[0-9a-f]{1,16}$/i);
const counted = inWord.refine((value) => Number.isSafeInteger(Number(value)));
/** Of a price, many times whatever there can be: sums and products of them stay below 256 bits. */
const amount = z.string().regex(/^0x[0-9a-f]{1,32}$/i);
const data = z.string().regex(/^0x[0-9a-f]*$/i);
const address = z.string().regex(/^0x[0-9a-f]{40}$/i);
const hash = z.string().regex(/^0x[0-9a-f]{64}$/i);

/** What a node answers to the methods that are used here (execution API of Ethereum); what else it says is left out. */
const answers: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['eth_chainId', inWord],
  ['eth_blockNumber', counted],
  ['eth_getTransactionCount', counted],
  ['eth_gasPrice', amount],
  ['eth_getBalance', quantity],
  ['eth_call', data],
  ['eth_getCode', data],
  ['eth_accounts', z.array(address)],
  ['eth_sendTransaction', hash],
  ['eth_sendRawTransaction', hash],
  ['eth_getBlockByNumber', z.object({ gasLimit: quantity, timestamp: counted })],
  [
    'eth_getTransactionReceipt',
    z
      .object({
        blockNumber: counted,
        gasUsed: counted,
        effectiveGasPrice: amount.optional(),
        contractAddress: address.nullish().transform((created) => created ?? null),
        status: quantity.optional(),
        logs: z.array(z.object({ address, topics: z.array(hash), data })),
      })
      .nullable(),
  ],
]);

/** A node's answer to a call, if it is one; throws `TypeError` with what it is not. */
export function checkedAnswer(method: string, result: unknown): unknown {
  const schema = answers.get(method);
  if (!schema) return result;
  const parsed = schema.safeParse(result);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]!.path.map(String).join('.');
  throw new TypeError(`its answer to ${method} is none${where && `: ${where}`}`);
}
