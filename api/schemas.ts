import { z } from 'zod';
import { boardSchema } from './schemas/board-schema.js';
import { dealerEffectsSchema } from './schemas/dealer-effects-schema.js';
import { foresightSchema } from './schemas/foresight-schema.js';
import { leagueViewSchema } from './schemas/league-schema.js';
import {
  matchSchema,
  matchRowSchema,
  matchComparisonSchema,
  receiptSchema,
  roundSchema,
} from './schemas/match-schema.js';
import {
  backupSchema,
  membersSchema,
  readinessSchema,
  releaseSchema,
  statusSchema,
} from './schemas/operation-schema.js';
import { problemSchema } from './schemas/problem-schema.js';
import { runSchema, startedSchema } from './schemas/run-schema.js';
import { seasonViewSchema } from './schemas/season-schema.js';
import {
  ownScenarioSchema,
  scenarioDetailsSchema,
  scenarioSchema,
  scenarioSizeSchema,
} from './schemas/scenario-schema.js';
import {
  newTeamSchema,
  submissionConsoleSchema,
  submissionFailuresSchema,
  submissionSchema,
  teamSchema,
} from './schemas/team-schema.js';

/** The documents of the API by their names in its description. */
export const schemas = {
  League: leagueViewSchema,
  Run: runSchema,
  StartedRun: startedSchema,
  MatchRow: matchRowSchema,
  Match: matchSchema,
  Round: roundSchema,
  MatchComparison: matchComparisonSchema,
  MatchReceipt: receiptSchema,
  Board: boardSchema,
  DealerEffects: dealerEffectsSchema,
  Team: teamSchema,
  NewTeam: newTeamSchema,
  Submission: submissionSchema,
  SubmissionFailures: submissionFailuresSchema,
  SubmissionConsole: submissionConsoleSchema,
  Foresight: foresightSchema,
  Scenario: scenarioSchema,
  ScenarioSize: scenarioSizeSchema,
  ScenarioDetails: scenarioDetailsSchema,
  OwnScenario: ownScenarioSchema,
  Season: seasonViewSchema,
  Status: statusSchema,
  Readiness: readinessSchema,
  Backup: backupSchema,
  Release: releaseSchema,
  Members: membersSchema,
  Problem: problemSchema,
} as const;
export type SchemaName = keyof typeof schemas;

/** Nothing of it may be changed. */
export type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;

/** A document of the API, as its schema says. */
export type ApiAnswer<Name extends SchemaName> = DeepReadonly<z.output<(typeof schemas)[Name]>>;

export function refTo(name: SchemaName): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/** A page of a list. */
export function pageSchemaOf(name: SchemaName): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    required: ['items', 'next'],
    properties: {
      items: { type: 'array', items: refTo(name) },
      next: {
        type: 'string',
        nullable: true,
        description: 'cursor of the next page; null: this is the last',
      },
    },
  };
}

/** All of them as OpenAPI 3.0 writes schemas. */
export function componentSchemas(): Record<string, Readonly<Record<string, unknown>>> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { target: 'openapi-3.0' }),
    ]),
  );
}
