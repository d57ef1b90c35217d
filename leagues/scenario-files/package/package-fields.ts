import { z } from 'zod';
import { fieldLimits } from '../reading/limits.js';
import { parseFields } from '../reading/parse-fields.js';
import { asScenarioError, ScenarioError } from '../reading/scenario-error.js';
import type { SeriesFiles } from '../series/load-series.js';

/** Of a file within a package: nothing that leads out of a folder, and no number, which JSON would put elsewhere. */
const PLAIN_NAME = /^\w[\w-]{0,99}\.[\w.-]{0,99}\w$/;

/** What stands in a package: a scenario's fields and, by the names that these use, the texts of its files. */
export const packageSchema = z.strictObject({
  files: z
    .record(z.string(), z.string())
    .refine((files) => Object.keys(files).every((name) => PLAIN_NAME.test(name)), {
      message: 'must be called by plain names, such as load.csv',
    }),
  scenario: z.looseObject({ id: z.string().min(1).max(fieldLimits.name) }),
});

export type PackageFields = z.infer<typeof packageSchema>;

/** Whether a document is that of a package, not that of a scenario. */
export function isPackage(document: unknown): boolean {
  return typeof document === 'object' && document !== null && 'scenario' in document && 'files' in document;
}

/** The fields of a package; `file` is what errors call it. Throws `ScenarioError`. */
export function packageFields(document: unknown, file: string): PackageFields {
  try {
    return parseFields(packageSchema, document);
  } catch (error) {
    throw asScenarioError(file, error);
  }
}

/** The files of a package, for its scenario. */
export function filesOf(files: PackageFields['files']): SeriesFiles {
  return (name) =>
    Object.hasOwn(files, name)
      ? Promise.resolve(files[name]!)
      : Promise.reject(new ScenarioError(name, '', 'is not in the package'));
}
