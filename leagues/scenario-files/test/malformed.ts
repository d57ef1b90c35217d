import { scenarioFrom } from '../scenario-from.js';
import { ScenarioError } from '../reading/scenario-error.js';

export type Case = [what: string, document: unknown, field: string, reason: RegExp];

/** The fields with the one at `path` set to `value` (deleted if undefined). */
export function spoiled(fields: Record<string, unknown>, path: (string | number)[], value: unknown): unknown {
  const copy = structuredClone(fields);
  let target: Record<string | number, unknown> = copy;
  for (const key of path.slice(0, -1)) target = target[key] as Record<string | number, unknown>;
  const last = path.at(-1)!;
  if (value === undefined) delete target[last];
  else target[last] = value;
  return copy;
}

async function errorOf(document: unknown): Promise<ScenarioError> {
  const outcome = await scenarioFrom(document, 'file.yaml').then(
    (scenario) => scenario.draw('1'),
    (error: unknown) => error,
  );
  if (!(outcome instanceof ScenarioError)) throw new Error(`no ScenarioError but ${String(outcome)}`);
  expect(outcome.file).toBe('file.yaml');
  return outcome;
}

/** A sample that is fine, and what is refused of it, naming the field. */
export function refuses(what: string, sample: unknown, cases: readonly Case[]): void {
  describe(what, () => {
    it('the sample itself is fine', async () => {
      await expect(scenarioFrom(sample, 'file.yaml')).resolves.toBeDefined();
    });

    it.each(cases)('%s', async (_what, document, field, reason) => {
      const error = await errorOf(document);
      expect(error.field).toBe(field);
      expect(error.message).toMatch(reason);
    });
  });
}
