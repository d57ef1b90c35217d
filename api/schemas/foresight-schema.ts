import { z } from 'zod';

/** `Foresight`, and how long it would take here. */
export const foresightSchema = z.strictObject({
  matches: z.int(),
  blocks: z.int(),
  pairs: z.int().describe('of contestants, told apart as one family'),
  fewestBlocks: z.int().describe('with fewer blocks no pair can be told apart'),
  mostBlocks: z.int().nullable().describe('that there are days for; null: any number'),
  draws: z.array(
    z.strictObject({
      scenario: z.string(),
      fields: z.array(z.string()).describe('that a block draws'),
      days: z
        .strictObject({ count: z.int(), held: z.boolean().describe('back from everybody else') })
        .nullable()
        .describe('that blocks take, each once; null: the day is fixed'),
    }),
  ),
  leftOut: z
    .array(
      z.strictObject({
        kind: z.enum(['agent', 'dealer', 'bidder']),
        name: z.string(),
        reason: z
          .enum(['copy', 'share'])
          .describe(
            '`copy`: a newer plugin of its team is the same file; `share`: its team has as many newer ones',
          ),
      }),
    )
    .describe('accepted plugins for which `all` does not stand'),
  minutes: z
    .number()
    .nullable()
    .describe(
      'with the workers of this server, at what matches of the pilot took; without one at the rate of the last five minutes; null: nothing was played in them',
    ),
  power: z
    .strictObject({
      spread: z.number().describe('standard deviation of a difference of two composites from block to block'),
      visible: z
        .number()
        .nullable()
        .describe('smaller differences stay invisible (80 % power); null: all do'),
      blocksNeeded: z
        .number()
        .nullable()
        .describe('for the difference that was asked for; null: none, or no league has so many'),
      visibleAtMost: z
        .number()
        .nullable()
        .describe('what `mostBlocks` would show; null: there may be any number, or they show nothing'),
    })
    .nullable(),
});
