import { z } from 'zod';
import { BEYOND_THE_CAP, closesWithin, closingSchema } from '../scenario-files/conduct/closing-schema.js';
import { comparedMechanisms, playedMechanisms } from '../scenario-files/mechanisms.js';
import { identifier, name } from '../scenario-files/reading/field-schemas.js';
import { scenarioLimits } from '../scenario-files/reading/limits.js';
import { cronComplaint } from './cron-schedule.js';
import { leagueLimits, settableLimits, teamLimits } from './limits.js';

const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;
/** What is there by name, or a file's path. */
const named = z.string().min(1).max(leagueLimits.entry);
const names = z
  .array(named)
  .min(1)
  .max(leagueLimits.list)
  .refine(distinct, { message: 'a name stands here twice' });
/** The policy that does nothing; it stands where a market has no dealer. */
const NO_DEALER = 'passive';
const weight = z.number().min(0).max(leagueLimits.weight);

const schedule = z
  .string()
  .max(leagueLimits.schedule, { abort: true })
  .superRefine((expression, context) => {
    const complaint = cronComplaint(expression);
    if (complaint) context.addIssue({ code: 'custom', message: complaint });
  });

/** A seed everybody knows, or the SHA-256 of one that is published after the run (`sealedHash`). */
const seed = z.union(
  [
    z.int().min(0).transform(String),
    z.string().min(1).max(leagueLimits.seed),
    z.strictObject({ sealed: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 hexadecimal digits') }),
  ],
  { error: 'must be a number, a text or { sealed: <SHA-256 of the seed> }' },
);

const within = ({ least, most }: { readonly least: number; readonly most: number }) =>
  z.int().min(least).max(most).optional();

/** What plugins may use (sandbox/calls/limits.ts), where it differs from the sandbox's defaults. */
const limits = z.strictObject({
  orders: within(settableLimits.orders),
  solves: within(settableLimits.solves),
  iterations: within(settableLimits.iterations),
  megabytes: within(settableLimits.megabytes),
  milliseconds: within(settableLimits.milliseconds),
  seatMilliseconds: within(settableLimits.seatMilliseconds),
  matchMilliseconds: within(settableLimits.matchMilliseconds),
  matchMegabytes: within(settableLimits.matchMegabytes),
});

/** A league file (docs/organisers-guide.md, "Write a league"). Strict: a field nobody knows is an error. */
export const leagueSchema = z
  .strictObject({
    id: identifier,
    title: name,
    description: z.string().max(leagueLimits.description).optional(),
    /** cron, UTC; without one the league runs on request only */
    schedule: schedule.optional(),
    format: z.enum(['mixed', 'self-play', 'dealer-comparison', 'mechanism-comparison']),
    /** of all its scenarios (default: `bundle-trading`); it decides which plugins sit at the seats */
    mechanism: z.enum(playedMechanisms).optional(),
    /** what a mechanism comparison plays on the same blocks; whoever of the entrants fits a mechanism sits at its seats */
    mechanisms: z
      .array(z.enum(comparedMechanisms))
      .min(2)
      .max(comparedMechanisms.length)
      .refine(distinct, { message: 'a mechanism stands here twice' })
      .optional(),
    scenarios: names,
    /** seeded draws of all random inputs; every line-up plays each of them */
    blocks: z.int().min(1).max(leagueLimits.blocks),
    /** whether runs may get more blocks later: then tests are made at shares of the level from the first look on */
    extensible: z.boolean().optional(),
    seed: seed.default('gridleague'),
    /**
     * Teams in one market (`mixed`, default 3). Below the number of entrants: teams that always share
     * their markets share their welfare and convergence, too.
     */
    matchSize: z.int().min(2).max(leagueLimits.matchSize).optional(),
    entrants: z.union([z.literal('all'), names]).default('all'),
    dealers: z.union([z.literal('all'), names]).default([NO_DEALER]),
    /** whether programs outside of the sandbox may enter: their matches cannot be replayed, so boards have no ranks unless it is `ranked` */
    remote: z.union([z.literal(true), z.literal('ranked')], { error: 'must be true or ranked' }).optional(),
    /** plugins of a team and kind for which `all` stands (default 3): its newest, identical ones once (`fairField`) */
    entrantsPerTeam: z.int().min(1).max(teamLimits.plugins).optional(),
    /** whether every block plays all dealers (`crossed`, the default), or each block another one: fewer matches for strategies */
    dealerDesign: z.enum(['crossed', 'rotated']).optional(),
    /** agent mixes of a dealer comparison; default: every entrant alone, and all of them together */
    mixes: z.array(z.array(named).min(1).max(leagueLimits.mixSize)).min(1).max(leagueLimits.mixes).optional(),
    /** also play every line-up with `truthful` in the seats of each team in turn (`mixed`) */
    marginalContribution: z.boolean().default(false),
    /** nobody but the administrator may have the packages of its scenarios */
    sealScenarios: z.boolean().optional(),
    limits: limits.optional(),
    errorBudget: z.int().min(0).max(scenarioLimits.rounds).optional(),
    roundCap: z.int().min(1).max(scenarioLimits.rounds).optional(),
    closing: closingSchema.optional(),
    /** in place of the scenarios' own */
    settlement: z.enum(['path', 'final']).optional(),
    ranking: z
      .strictObject({
        weights: z
          // contribution: of plugins with marginalContribution, else nothing; cash: of the dealer's own result.
          .strictObject({
            ...{ welfare: weight, cost: weight, convergence: weight },
            ...{ contribution: weight.optional(), cash: weight.optional() },
          }),
      })
      .default({ weights: { welfare: 1, cost: 1, convergence: 1 } }),
  })
  .refine(({ format, matchSize }) => format === 'mixed' || matchSize === undefined, {
    path: ['matchSize'],
    message: 'only a mixed league seats several teams in one market',
  })
  .refine(({ format, marginalContribution }) => format === 'mixed' || !marginalContribution, {
    path: ['marginalContribution'],
    message: 'only a mixed league has a contribution to others',
  })
  .refine(weighsSomething, { path: ['ranking', 'weights'], message: 'all weights are 0' })
  .refine(({ format, dealerDesign }) => format !== 'dealer-comparison' || dealerDesign !== 'rotated', {
    path: ['dealerDesign'],
    message: 'a dealer comparison plays all dealers on the same blocks',
  })
  .refine(({ format, mixes }) => format === 'dealer-comparison' || mixes === undefined, {
    path: ['mixes'],
    message: 'only a dealer comparison has agent mixes',
  })
  .superRefine((league, context) => {
    const { mechanism } = league;
    if (mechanism === undefined || mechanism === 'bundle-trading') return;
    const [one, rule] =
      mechanism === 'double-auction'
        ? ['a double auction', 'has a round for each period, and settles it']
        : ['a clock exchange', 'is over when its prices stand still, and is settled once'];
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (league.format === 'dealer-comparison') refuse('format', `${one} has no dealer to compare`);
    for (const field of ['roundCap', 'closing', 'settlement'] as const)
      if (league[field] !== undefined && !(field === 'roundCap' && mechanism === 'clock-exchange'))
        refuse(field, `${one} ${rule}`);
    if (league.dealers.length !== 1 || league.dealers[0] !== NO_DEALER)
      refuse('dealers', `${one} has no dealer: leave it out (${NO_DEALER} stands for none)`);
  })
  .superRefine((league, context) => {
    const { format, mechanisms, mechanism, dealers } = league;
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (format !== 'mechanism-comparison') {
      if (mechanisms) refuse('mechanisms', 'only a mechanism comparison plays several');
      return;
    }
    if (!mechanisms) refuse('mechanisms', 'name those that are compared, two at least');
    if (mechanism) refuse('mechanism', 'the mechanisms of a comparison stand in `mechanisms`');
    if (dealers === 'all' || dealers.length !== 1 || dealers.includes('all'))
      refuse('dealers', 'one policy: a mechanism comparison compares no dealers');
  })
  .refine(({ remote, sealScenarios }) => remote === undefined || !sealScenarios, {
    path: ['remote'],
    message: 'would carry out what sealScenarios keeps secret',
  })
  .refine(({ remote, mechanisms }) => remote === undefined || mechanisms === undefined, {
    path: ['remote'],
    message: 'a mechanism comparison is played by plugins, the same under each mechanism',
  })
  .refine(({ remote, mechanism }) => remote === undefined || mechanism !== 'double-auction', {
    path: ['remote'],
    message: 'only agents play from elsewhere, and bidders play a double auction',
  })
  .refine(({ closing, roundCap }) => closesWithin(closing, roundCap), {
    path: ['closing'],
    message: BEYOND_THE_CAP,
  });

export type LeagueDefinition = Readonly<z.infer<typeof leagueSchema>>;

/** The contribution to others weighs as much as a metric where nothing else is said (docs/scores.md). */
function weighsSomething(league: {
  readonly marginalContribution: boolean;
  readonly ranking: {
    readonly weights: Readonly<Record<'welfare' | 'cost' | 'convergence', number>> & {
      readonly contribution?: number | undefined;
      readonly cash?: number | undefined;
    };
  };
}): boolean {
  const { welfare, cost, convergence, contribution = 1, cash = 0 } = league.ranking.weights;
  return welfare + cost + convergence + cash + (league.marginalContribution ? contribution : 0) > 0;
}
