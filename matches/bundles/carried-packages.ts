import { z } from 'zod';
import { packageSchema } from '#leagues/scenario-files/package/package-fields.js';
import { packageOf, type ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { bundleLimits } from './bundle-limits.js';
import type { ScenarioPackages, RunHead } from './run-head.js';

/** How the line of a package begins. */
export const PACKAGE_LINE = '{"package":';

/** A package as a line of a bundle. */
export const packageLine: z.ZodType<ScenarioPackage> = z
  .strictObject({ package: packageSchema })
  .transform((line) => packageOf(line.package));

/** The packages of a run that its bundle and its paper pack carry, in order: those that are at hand, and not too large. */
export function carriedPackages(
  { packages = [] }: Pick<RunHead, 'packages'>,
  known: ScenarioPackages,
): ScenarioPackage[] {
  const carried = new Map<string, ScenarioPackage>();
  let bytes = 0;
  for (const { sha256 } of packages) {
    const one = known.get(sha256);
    if (!one || carried.has(sha256)) continue;
    const more = Buffer.byteLength(one.content);
    if (bytes + more > bundleLimits.packageBytes) continue;
    bytes += more;
    carried.set(sha256, one);
  }
  return [...carried.values()];
}
