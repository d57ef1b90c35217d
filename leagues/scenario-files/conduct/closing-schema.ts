import { z } from 'zod';
import type { ClosingRule } from '#market/instance.js';
import { scenarioLimits } from '../reading/limits.js';

const rounds = z.int().min(1).max(scenarioLimits.rounds);

/** When a match closes (docs/market-rules.md, "Closing rules"): a field of scenarios and of leagues. */
export const closingSchema = z.union(
  [
    z.literal('fixed'),
    z.strictObject({ random: z.strictObject({ from: rounds, hazard: z.number().gt(0).max(1) }) }),
    z.strictObject({ soft: z.strictObject({ from: rounds.optional(), extend: rounds }) }),
  ],
  { error: 'must be fixed, { random: { from, hazard } } or { soft: { extend } }' },
);

export type ClosingDocument = z.infer<typeof closingSchema>;

export function closingRule(document: ClosingDocument): ClosingRule {
  if (document === 'fixed') return { kind: 'fixed' };
  if ('random' in document) return { kind: 'random', ...document.random };
  const { from = 1, extend } = document.soft;
  return { kind: 'soft', from, extend };
}

export function closingDocument(rule: ClosingRule): ClosingDocument {
  switch (rule.kind) {
    case 'fixed':
      return 'fixed';
    case 'random':
      return { random: { from: rule.from, hazard: rule.hazard } };
    case 'soft':
      return { soft: { from: rule.from, extend: rule.extend } };
  }
}

/** Whether a rule that may close before the cap can: it cannot where its first round lies behind. */
export function closesWithin(document: ClosingDocument | undefined, roundCap: number | undefined): boolean {
  const rule = closingRule(document ?? 'fixed');
  return rule.kind === 'fixed' || rule.from <= (roundCap ?? scenarioLimits.rounds);
}

export const BEYOND_THE_CAP = 'its `from` lies beyond `roundCap`';
