import type { ScenarioPackage } from './scenario-package.js';

/** Between the files of a package and its scenario; the quotes of their texts are escaped, so it stands nowhere else. */
const SCENARIO = '},"scenario":';

/** Whether a scenario has days that are held for runs, which its package would give away. */
export function isHeldBack({ content }: Pick<ScenarioPackage, 'content'>): boolean {
  const { draw } = JSON.parse(content.slice(content.indexOf(SCENARIO) + SCENARIO.length, -1)) as {
    readonly draw?: { readonly days?: { readonly hold?: unknown } };
  };
  return draw?.days?.hold !== undefined;
}
