import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All that have been made so far. */
const TABLES = [
  ...['team', 'submission', 'league', 'season', 'run', 'run_file', 'run_board', 'session'],
  ...['match', 'match_day', 'match_record', 'replay', 'plugin_console'],
  ...['scenario_package', 'scenario', 'own_scenario', 'deployment', 'member'],
];

/**
 * Texts of steps that speak to both databases have the language of the server: from here on all are ordered by code points. No table is
 * written anew, indexes are.
 */
export class CodePoints1765371000000 implements MigrationInterface {
  readonly name = 'CodePoints1765371000000';

  async up(runner: QueryRunner): Promise<void> {
    const changes = (await runner.query(
      `SELECT format('ALTER TABLE %I %s', "table_name",
          string_agg(format('ALTER COLUMN %I TYPE %s COLLATE "C"', "column_name", "data_type"), ', ')) AS "statement"
        FROM information_schema.columns
        WHERE "table_schema" = current_schema() AND "table_name" = ANY ($1)
          AND "data_type" IN ('text', 'character varying') AND "collation_name" IS DISTINCT FROM 'C'
        GROUP BY "table_name" ORDER BY "table_name"`,
      [TABLES],
    )) as readonly { readonly statement: string }[];
    for (const { statement } of changes) await runner.query(statement);
  }

  /** Any order by language was by chance. */
  async down(): Promise<void> {}
}
