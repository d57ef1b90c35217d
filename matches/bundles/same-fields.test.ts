import { z } from 'zod';
import { describing } from './same-fields.js';

interface Told {
  readonly id: string;
  readonly chain?: { readonly gas: number; readonly returned?: readonly { readonly left: string | null }[] };
}

const returned = z.array(z.strictObject({ left: z.string().nullable() })).optional();

it('lets through a schema with the fields of its type', () => {
  const schema = z.strictObject({
    id: z.string(),
    chain: z.strictObject({ gas: z.number(), returned }).optional(),
  });
  expect(describing<Told>()(schema)).toBe(schema);
});

it('does not compile where fields are missing or are too many, at any depth', () => {
  const withoutReturned = z.strictObject({ id: z.string(), chain: z.strictObject({ gas: z.number() }) });
  // It would do as `z.ZodType<Told>`, and refuse what is returned.
  const wrong: z.ZodType<Told> = withoutReturned;
  expect(wrong.safeParse({ id: 'a', chain: { gas: 1, returned: [] } }).success).toBe(false);
  // @ts-expect-error -- fieldsThatDiffer: 'chain.returned' | 'chain.returned.left'
  describing<Told>()(withoutReturned);
  const withBlocks = z.strictObject({ gas: z.number(), returned, blocks: z.number() });
  // @ts-expect-error -- fieldsThatDiffer: 'chain.blocks'
  describing<Told>()(z.strictObject({ id: z.string(), chain: withBlocks }));
  const alone = z.strictObject({ chain: z.strictObject({ gas: z.number(), returned }) });
  // @ts-expect-error -- fieldsThatDiffer: 'id'
  describing<Told>()(alone);
});
