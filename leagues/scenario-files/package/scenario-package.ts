import { createHash } from 'node:crypto';
import { canonicalJson, CanonicalJsonError } from '#market/canonical-json.js';
import { scenarioLimits } from '../reading/limits.js';
import { ScenarioError } from '../reading/scenario-error.js';
import { scenarioFrom } from '../scenario-from.js';
import type { Scenario } from '../scenario.js';
import { filesOf, packageFields, type PackageFields } from './package-fields.js';

/**
 * A scenario with every file it names, as one text: what it draws depends on that and the seed of the block, on
 * nothing else. Equal scenarios have equal packages, wherever their files lie.
 */
export interface ScenarioPackage {
  /** the scenario's own */
  readonly id: string;
  /** of `content`, as UTF-8 */
  readonly sha256: string;
  /** canonical JSON of `PackageFields` */
  readonly content: string;
}

/** Which package a run has frozen under the name that its league uses. */
export interface FrozenScenario {
  readonly name: string;
  readonly sha256: string;
}

/** Throws `ScenarioError` for texts that are none, or too large to be read again. */
export function packageOf({ files, scenario }: PackageFields): ScenarioPackage {
  const { id } = scenario;
  try {
    const content = canonicalJson({ files, scenario });
    refuseTooLarge(Buffer.byteLength(content), id);
    return { id, sha256: sha256Of(content), content };
  } catch (error) {
    throw error instanceof CanonicalJsonError ? new ScenarioError(id, '', error.message) : error;
  }
}

/** Throws `ScenarioError`. */
export function refuseTooLarge(bytes: number, file: string): void {
  if (bytes <= scenarioLimits.fileBytes) return;
  const reason = `its package has ${bytes} bytes, more than ${scenarioLimits.fileBytes}`;
  throw new ScenarioError(file, '', reason, 'keep the columns and days that it needs');
}

/** A package from its text; `file` is what errors call it. Throws `ScenarioError` for what is none. */
export function packageFrom(content: string, file: string): ScenarioPackage {
  return packageOf(fieldsOf(content, file));
}

/** The scenario in a package. Throws `ScenarioError`. */
export async function openPackage({ id, content }: ScenarioPackage): Promise<Scenario> {
  const { scenario, files } = fieldsOf(content, id);
  return scenarioFrom(scenario, id, filesOf(files));
}

/** What stands in a package; `file` is what errors call it. Throws `ScenarioError`. */
export function fieldsOf(content: string, file: string): PackageFields {
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    throw new ScenarioError(file, '', 'is no package: not JSON');
  }
  return packageFields(document, file);
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
