import { z } from 'zod';
import { defaultRules } from '#market/instance.js';
import { asynchronousRules, asynchronousSchema } from './asynchronous-schema.js';
import { chainSchema, scenarioChain } from './chain-schema.js';
import { BEYOND_THE_CAP, closesWithin, closingRule, closingSchema } from './closing-schema.js';
import { scenarioLimits } from '../reading/limits.js';
import { identifier, name } from '../reading/field-schemas.js';
import { FieldError } from '../reading/scenario-error.js';
import { mechanisms } from '../mechanisms.js';
import type { Conduct } from '../scenario.js';
import { gasRules } from './gas-rules.js';

/** Fields every kind of scenario has: what it is called and how it is played. */
export const conductFields = {
  id: identifier,
  title: name.optional(),
  mechanism: z.enum(mechanisms).optional(),
  communication: z.enum(['synchronous', 'asynchronous']).optional(),
  participation: z.number().gt(0).max(1).optional(),
  asynchronous: asynchronousSchema.optional(),
  sealed: z.boolean().optional(),
  book: z.enum(['keep', 'rebase']).optional(),
  settlement: z.enum(['path', 'final']).optional(),
  roundCap: z.int().min(1).max(scenarioLimits.rounds).optional(),
  closing: closingSchema.optional(),
  epsilon: z.number().gt(0).max(0.1).optional(),
  errorBudget: z.int().min(0).max(scenarioLimits.rounds).optional(),
  maxOrders: z.int().min(1).max(scenarioLimits.orders).optional(),
  matchSeconds: z.int().min(1).max(scenarioLimits.matchSeconds).optional(),
  chain: chainSchema.optional(),
};

export type ConductDocument = z.infer<z.ZodObject<typeof conductFields>>;

/** participation of an asynchronous market that does not state its own ([GKW12], middle of the range) */
const ASYNCHRONOUS_PARTICIPATION = 0.5;

/** Throws `FieldError`. */
export function conductOf(document: ConductDocument): Conduct {
  const communicates = document.communication === 'asynchronous';
  const asynchronous = asynchronousRules(document);
  const roundCap = document.roundCap ?? defaultRules.roundCap;
  if (!closesWithin(document.closing, roundCap)) throw new FieldError(['closing'], BEYOND_THE_CAP);
  const sealed = document.sealed ?? false;
  return {
    mechanism: document.mechanism ?? 'bundle-trading',
    sealed,
    ...(document.chain && { chain: scenarioChain(document.chain) }),
    rules: {
      settlement: document.settlement ?? defaultRules.settlement,
      book: document.book ?? defaultRules.book,
      participation: document.participation ?? (communicates ? ASYNCHRONOUS_PARTICIPATION : 1),
      ...(asynchronous && { asynchronous }),
      roundCap,
      closing: document.closing ? closingRule(document.closing) : defaultRules.closing,
      epsilon: document.epsilon ?? defaultRules.epsilon,
      errorBudget: document.errorBudget ?? defaultRules.errorBudget,
      maxOrders: document.maxOrders ?? defaultRules.maxOrders,
      matchSeconds: document.matchSeconds ?? defaultRules.matchSeconds,
      ...(document.chain && { gas: gasRules(scenarioChain(document.chain), { sealed }) }),
    },
  };
}

/** A synchronous market is one in which everybody takes part in every round. */
export function participationFits(document: { communication?: string; participation?: number }): boolean {
  return document.communication !== 'synchronous' || (document.participation ?? 1) === 1;
}

export const participationRefinement = {
  path: ['participation'],
  message: 'below 1 contradicts `communication: synchronous`; make it asynchronous',
};
