import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync, gzipSync } from 'node:zlib';

export interface Enlargement {
  /** of the run */
  readonly matches: number;
  /** those that have a record, from the first on */
  readonly records: number;
  /** records of 96 periods, many seats and rounds, boards of hundreds of rows, and a plugin of 500 versions; else as they are */
  readonly large: boolean;
}

/** A team's plugin of 500 versions, each as large as may be. */
const MANY_VERSIONS = `
  INSERT INTO "team" ("id", "name", "tokenHash", "createdAt") VALUES ('bulky', 'bulky', 'none', 0);
  WITH RECURSIVE n("version") AS (SELECT 1 UNION ALL SELECT "version" + 1 FROM n WHERE "version" < 500)
    INSERT INTO "submission" ("id", "team", "kind", "name", "version", "sha256", "file", "source", "status", "checks", "createdAt")
    SELECT 'bulky-' || "version", 'bulky', 'agent', 'long', "version", '', 'long.ts', replace(hex(zeroblob(131072)), '0', 'x'),
      'accepted', '[]', "version" FROM n;`;

/** Makes a played match of a stopped server into a league `huge` with one run that is over. */
export function enlarge(dataFolder: string, match: string, { matches, records, large }: Enlargement): void {
  const database = new DatabaseSync(join(dataFolder, 'gridleague.sqlite'));
  const one = (sql: string, ...values: string[]): Record<string, unknown> =>
    database.prepare(sql).get(...values)!;
  const { run } = one(`SELECT "run" FROM "match" WHERE "id" = ?`, match) as { run: string };
  const { definition, plan, anchor } = one(
    `SELECT "definition", "plan", "anchor" FROM "run" WHERE "id" = ?`,
    run,
  ) as Record<string, string>;
  const huge = JSON.stringify({ ...JSON.parse(definition!), id: 'huge', title: 'Huge' });
  database
    .prepare(
      `INSERT INTO "league" ("id", "definition", "state", "scheduledUntil", "createdAt", "shipped") VALUES ('huge', ?, 'active', 0, 0, 0)`,
    )
    .run(huge);
  database
    .prepare(
      `INSERT INTO "run" ("id", "league", "number", "state", "definition", "plan", "createdAt", "startedAt", "finishedAt", "anchor")
        VALUES ('huge-1', 'huge', 1, 'finished', ?, ?, 0, 0, 1, ?)`,
    )
    .run(huge, plan!, anchor!);
  database
    .prepare(`INSERT INTO "run_file" SELECT 'huge-1', "submission", "file" FROM "run_file" WHERE "run" = ?`)
    .run(run);
  database
    .prepare(
      `WITH RECURSIVE n("serial") AS (SELECT 1 UNION ALL SELECT "serial" + 1 FROM n WHERE "serial" < ${matches})
        INSERT INTO "match" ("id", "run", "serial", "state", "priority", "attempts", "outcome", "rounds", "efficiency", "resultHash",
          "block", "scenario", "seed", "dealer", "teams", "scored")
        SELECT 'huge-1-' || printf('%06d', n."serial"), 'huge-1', n."serial", 'played', 0, 1, m."outcome", m."rounds", m."efficiency",
          m."resultHash", m."block", m."scenario", m."seed", m."dealer", m."teams", m."scored"
        FROM n, (SELECT * FROM "match" WHERE "id" = ?) AS m`,
    )
    .run(match);
  if (large) database.exec(MANY_VERSIONS);
  const record = one(`SELECT "report", "rounds" FROM "match_record" WHERE "match" = ?`, match);
  const grown = (json: string, times: number): string =>
    large ? JSON.stringify(larger(JSON.parse(json), times, 96)) : json;
  const report = grown(record.report as string, 40);
  const rounds = gzipSync(grown(gunzipSync(record.rounds as Uint8Array).toString(), 12));
  for (let serial = 1; serial <= records; serial++)
    database
      .prepare(`INSERT INTO "match_record" VALUES (?, ?, ?)`)
      .run(`huge-1-${String(serial).padStart(6, '0')}`, report, rounds);
  const { boards } = one(`SELECT "boards" FROM "run_board" WHERE "run" = ?`, run) as { boards: string };
  database
    .prepare(`INSERT INTO "run_board" VALUES ('huge-1', ?)`)
    .run(large ? JSON.stringify(manyRows(JSON.parse(boards) as Boards)) : boards);
  database.close();
}

/** Lists of objects `times` as long, of numbers at least `numbers` long. */
function larger(value: unknown, times: number, numbers: number): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0) return value;
    if (value.every((one) => typeof one === 'number'))
      return Array.from(
        { length: Math.max(numbers, value.length) },
        (_, i) => value[i % value.length] as number,
      );
    const inner = value.map((one) => larger(one, Math.ceil(times / 8), numbers));
    return Array.from({ length: times * inner.length }, (_, i) => inner[i % inner.length]);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, larger(inner, times, numbers)]),
  );
}

interface Rows {
  readonly rows: readonly { readonly id: string; readonly name: string }[];
}

interface Boards {
  readonly agents: Rows;
  readonly dealers: Rows;
  readonly effects: unknown;
}

function manyRows({ agents, dealers, effects }: Boards): object {
  const rows = Array.from({ length: 300 }, (_, i) => {
    const row = agents.rows[i % agents.rows.length]!;
    return { ...row, id: `${row.id}-${i}`, name: `${row.name}-${i}` };
  });
  return { agents: { ...agents, rows }, dealers, effects };
}
