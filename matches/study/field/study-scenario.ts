import { readDocument } from '#leagues/scenario-files/reading/read-document.js';
import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { projectRoot } from '#project-root.js';
import { resolve } from 'node:path';

export type Fields = Readonly<Record<string, unknown>>;

/** A community of docs/studies/ by its file, and what `changed` makes of it. */
export async function studyScenario(
  file: string,
  changed: (document: Fields) => Fields = (document) => document,
): Promise<Scenario> {
  const document = (await readDocument(resolve(projectRoot, 'docs/studies', file))) as Fields;
  return scenarioFrom(changed(document), file);
}

/** So many days of a year of 365, from its first on, as far apart as can be. */
export function spreadDays(year: number, count: number): string[] {
  const first = Date.UTC(year, 0, 1);
  return Array.from({ length: count }, (_, n) => {
    const day = Math.floor(((n + 0.5) * 365) / count);
    return new Date(first + day * 86_400_000).toISOString().slice(0, 10);
  });
}
