import { z } from 'zod';
import { isPlanned } from '#market/double-auction/planning-homes.js';
import { isAsynchronous, usualOrders } from '#market/instance.js';
import { seededRng } from '#market/rng.js';
import { randomMarket } from '#market/scenario/random-market.js';
import { checkAuctionable } from './auction/check-auctionable.js';
import { lotsOf, pricingRule } from './auction/auction.js';
import { auctioned } from './auction/community-auction.js';
import { clockContradiction, clockObstacle } from './clock/clock-market.js';
import { communityDraws } from './community/draws/community-draws.js';
import { communityDocument } from './community/schema/community-schema.js';
import { checkRolling, isRolling } from './community/checks/check-rolling.js';
import { checkIds } from './community/participants/household-ids.js';
import { checkCollectedFees, refuseCollectedFees } from './check-collected-fees.js';
import { type ConductDocument, conductOf } from './conduct/conduct-schema.js';
import { linearMarket } from './linear/linear-market.js';
import { linearSchema } from './linear/linear-schema.js';
import { randomSchema } from './random/random-schema.js';
import { parseFields } from './reading/parse-fields.js';
import { asScenarioError, FieldError } from './reading/scenario-error.js';
import type { Conduct, DrawnMarket, Scenario } from './scenario.js';
import { filesIn, type SeriesFiles } from './series/load-series.js';

/**
 * A scenario from its fields; `file` is what errors call it, `read` gives the texts of the files it names.
 * Throws `ScenarioError`.
 */
export async function scenarioFrom(
  document: unknown,
  file: string,
  read: SeriesFiles = filesIn('.'),
): Promise<Scenario> {
  const scenario = await statedScenario(document, file, read);
  const { maxOrders } = document as ConductDocument;
  return maxOrders === undefined
    ? { ...scenario, draw: (seed) => withUsualOrders(scenario.draw(seed)) }
    : scenario;
}

function withUsualOrders(drawn: DrawnMarket): DrawnMarket {
  return { ...drawn, rules: { ...drawn.rules, maxOrders: usualOrders(drawn.instance.resources.length) } };
}

async function statedScenario(document: unknown, file: string, read: SeriesFiles): Promise<Scenario> {
  try {
    const { kind } = parseFields(kindSchema, document);
    switch (kind) {
      case 'linear':
        return linearScenario(document);
      case 'random':
        return randomScenario(document);
      case 'community':
        return await communityScenario(document, read);
      case 'auction':
        throw new FieldError(
          ['kind'],
          'the orders of an auction are given: nobody plays it',
          'use `gridleague play`',
        );
    }
  } catch (error) {
    throw asScenarioError(file, error);
  }
}

const kindSchema = z.looseObject({ kind: z.enum(['linear', 'random', 'community', 'auction']) });

function linearScenario(fields: unknown): Scenario {
  const document = parseFields(linearSchema, fields);
  checkKind(document);
  refuseCollectedFees(document);
  const market = linearMarket(document);
  return { ...headOf(document, []), kind: 'linear', draw: () => market };
}

function randomScenario(fields: unknown): Scenario {
  const document = parseFields(randomSchema, fields);
  checkKind(document);
  refuseCollectedFees(document);
  const conduct = conductOf(document);
  return {
    ...headOf(document, ['coefficients', 'endowments']),
    kind: 'random',
    draw: (seed) => ({
      ...conduct,
      instance: randomMarket(document.id, document, seededRng(`${document.id}/${seed}`)),
      fees: new Float64Array(document.resources),
    }),
  };
}

async function communityScenario(fields: unknown, read: SeriesFiles): Promise<Scenario> {
  const document = communityDocument(fields);
  checkIds(document);
  checkRolling(document);
  checkCollectedFees(document);
  if (document.mechanism === 'double-auction') checkAuctionable(document);
  const { drawn, ...draws } = await communityDraws(document, read);
  if (document.mechanism === 'double-auction') {
    const { id, pricing = 'highest-ask' } = document;
    const draw = (seed: string): DrawnMarket =>
      auctioned(draws.draw(seed), seed, pricingRule(pricing, lotsOf(id, seed)));
    // Prices do not depend on the seed: what is wrong with them shows now.
    const prices = isPlanned(draw('check').auction!.agents) ? [] : ['reservation prices'];
    return { ...headOf(document, [...drawn, ...prices]), kind: 'community', ...draws, draw };
  }
  if (document.mechanism === 'clock-exchange') {
    const checked = draws.draw('check');
    const obstacle = clockContradiction(checked) ?? clockObstacle(checked);
    if (obstacle)
      throw new FieldError(obstacle.field, obstacle.reason, 'leave it out, or play another `mechanism`');
  }
  if (document.pricing !== undefined)
    throw new FieldError(['pricing'], 'only a double auction has one', 'add `mechanism: double-auction`');
  const rolls = isRolling(document) && ({ rolls: true } as const);
  return { ...headOf(document, drawn), kind: 'community', ...rolls, ...draws };
}

/** Throws `FieldError` for a mechanism that is of communities alone. */
function checkKind({ mechanism }: ConductDocument): void {
  if (mechanism === 'double-auction' || mechanism === 'clock-exchange')
    throw new FieldError(['mechanism'], `${mechanism} is played by communities that have a grid`, 'use `kind: community`'); // prettier-ignore
}

function headOf(
  document: ConductDocument,
  fields: readonly string[],
): Pick<Scenario, 'id' | 'title' | 'drawn' | keyof Conduct> {
  const conduct = conductOf(document);
  const { closing } = conduct.rules;
  return {
    ...conduct,
    drawn: [
      ...fields,
      ...(isAsynchronous(conduct.rules) ? ['participation'] : []),
      ...(closing.kind === 'random' ? ['closing'] : []),
    ],
    id: document.id,
    ...(document.title !== undefined && { title: document.title }),
  };
}
