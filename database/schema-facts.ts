import type { DatabaseSync } from 'node:sqlite';

/** What a table consists of, in the words of an operator; `migrations` is TypeORM's own. */
const FACTS = `
  WITH "tables" AS (SELECT "name" FROM sqlite_schema
    WHERE "type" = 'table' AND "name" NOT LIKE 'sqlite_%' AND "name" <> 'migrations')
  SELECT format('table %s', t."name") AS "fact" FROM "tables" AS t
  UNION ALL SELECT format('column %s.%s %s%s%s%s', t."name", c."name", lower(c."type"),
      iif(c."notnull", ' not null', ''), coalesce(' default ' || c."dflt_value", ''),
      iif(c."pk", ' primary key ' || c."pk", ''))
    FROM "tables" AS t, pragma_table_xinfo(t."name") AS c
  UNION ALL SELECT format('%s %s (%s)', iif(i."unique", 'unique index', 'index'), iif(i."origin" = 'c', i."name", 'of table'),
      (SELECT group_concat(t."name" || '.' || x."name", ', ' ORDER BY x."seqno") FROM pragma_index_info(i."name") AS x))
    FROM "tables" AS t, pragma_index_list(t."name") AS i
  UNION ALL SELECT format('reference of %s.%s to %s.%s', t."name", f."from", f."table", f."to")
    FROM "tables" AS t, pragma_foreign_key_list(t."name") AS f
  UNION ALL SELECT format('%s %s', "type", "name") FROM sqlite_schema WHERE "type" = 'trigger'`;

/** All that the tables of a database are made of, one fact each. */
export function schemaFacts(database: DatabaseSync): string[] {
  return database
    .prepare(FACTS)
    .all()
    .map(({ fact }) => String(fact));
}

/** Things of somebody else's that change nothing for us. */
const HARMLESS = /^(table|index) /;

/** How a schema differs from the one it should be; empty: nothing of it is missing or in the way. */
export function schemaDifferences(facts: readonly string[], expected: readonly string[]): string[] {
  const [found, wanted] = [new Set(facts), new Set(expected)];
  const tables = expected.flatMap((fact) => /^table (.*)/.exec(fact)?.[1] ?? []);
  const isOurs = (fact: string): boolean =>
    tables.some((table) => fact.includes(` ${table}.`) || fact.includes(`(${table}.`));
  const missing = expected.filter((fact) => !found.has(fact));
  const inTheWay = facts.filter(
    (fact) => !wanted.has(fact) && !HARMLESS.test(fact) && (isOurs(fact) || fact.startsWith('trigger')),
  );
  return [
    ...missing.map((fact) => `${fact} is missing`),
    ...inTheWay.map((fact) => `${fact} is not part of it`),
  ];
}
