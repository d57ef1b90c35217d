import { z } from 'zod';
import { conductLimits, scenarioLimits } from '../reading/limits.js';
import type { ScenarioChain } from '../scenario.js';

const HIGHEST_GAS_PRICE = BigInt(conductLimits.gasPrice);
const HIGHEST_IN_WORDS = conductLimits.gasPrice.toExponential().replace('+', '');
const WEI_PER_GWEI = 10n ** 9n;
const PRICE_FORM = /^(\d{1,16})(?:\.(\d{1,9}))?( gwei)?$/;

const gasPrice = z.union([z.number(), z.string()]).refine((price) => weiOf(price) !== null, {
  message: `must be wei per gas from 0 to ${HIGHEST_IN_WORDS}: a whole number, its digits as text, or such as '1.5 gwei'`,
});

/** The section `chain` of every kind of scenario. */
export const chainSchema = z.strictObject({
  blockTime: z.int().min(1).max(conductLimits.blockSeconds).optional(),
  gasPrice: gasPrice.optional(),
  blockGasLimit: z.int().min(conductLimits.smallestBlock).max(conductLimits.largestBlock).optional(),
  cash: z.number().min(0).max(scenarioLimits.magnitude).optional(),
  verification: z.enum(['chain', 'agents', 'both']).optional(),
  collectFees: z.boolean().optional(),
});

export type ChainDocument = z.infer<typeof chainSchema>;

export function scenarioChain({ gasPrice, ...others }: ChainDocument): ScenarioChain {
  return { ...given(others), ...(gasPrice !== undefined && { gasPrice: weiOf(gasPrice)! }) };
}

/** The section that reads back as these conditions. */
export function chainDocument({ gasPrice, ...others }: ScenarioChain): ChainDocument {
  return { ...others, ...(gasPrice !== undefined && { gasPrice: gasPrice.toString() }) };
}

/** Without fields that are there and undefined. */
function given({
  blockTime,
  blockGasLimit,
  cash,
  verification,
  collectFees,
}: Omit<ChainDocument, 'gasPrice'>): ScenarioChain {
  return {
    ...(blockTime !== undefined && { blockTime }),
    ...(blockGasLimit !== undefined && { blockGasLimit }),
    ...(cash !== undefined && { cash }),
    ...(verification !== undefined && { verification }),
    ...(collectFees !== undefined && { collectFees }),
  };
}

/** null: not a price of gas */
function weiOf(price: number | string): bigint | null {
  const [, whole, fraction = '', gwei] = PRICE_FORM.exec(String(price)) ?? [];
  if (whole === undefined) return null;
  if (!gwei && fraction !== '') return null;
  const wei = gwei ? BigInt(whole) * WEI_PER_GWEI + BigInt(fraction.padEnd(9, '0')) : BigInt(whole);
  return wei <= HIGHEST_GAS_PRICE ? wei : null;
}
