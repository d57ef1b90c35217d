import { packScenario } from '#leagues/scenario-files/package/pack-scenario.js';
import { openPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import { playComparison, type StrategyComparison } from '#matches/compare/play-comparison.js';
import { InputError } from '#matches/input-error.js';
import { unplayable } from '#matches/play/playable.js';
import { shippedPlugins } from '#matches/play/line-ups/reference-plugins.js';
import { systemClock } from '#matches/play/system-clock.js';
import { leagueProgress } from '../league/league-progress.js';
import { isPluginPath, namedPlugins } from '../league/named-plugins.js';
import { dataFolder } from '../terminal/data-folder.js';
import { print, printJson } from '../terminal/output.js';
import { tellTrouble } from '../terminal/tell-trouble.js';
import type { CompareOptions } from './compare-options.js';
import { comparedLines } from './compared-lines.js';
import { onEverySave } from './on-every-save.js';

/** `gridleague compare`: exit code 1 if a match could not be played. */
export async function compare(mine: string, old: string, options: CompareOptions): Promise<void> {
  if (!options.watch) return compareOnce(mine, old, options);
  const { against = [], dealer = [] } = options;
  const files = [mine, old, options.scenario, ...against, ...dealer].filter(isPluginPath);
  if (files.length === 0) throw new InputError('--watch: nothing here is a file that could be saved');
  await onEverySave(files, () => compareOnce(mine, old, options));
}

async function compareOnce(mine: string, old: string, options: CompareOptions): Promise<void> {
  const { scenario: file, seeds, rounds, workers, json } = options;
  const scenarioPackage = await packScenario(file);
  const scenario = await openPackage(scenarioPackage);
  const obstacle = unplayable(scenario);
  if (obstacle !== null) throw new InputError(`${file}: ${obstacle}`);
  const shipped = await shippedPlugins();
  const agents = await namedPlugins([mine, old, ...(options.against ?? ['truthful'])], 'agent', shipped);
  const [own, other, ...against] = agents.map(apart) as [PluginFile, PluginFile, ...PluginFile[]];
  if (own.sha256 === other.sha256) throw new InputError(`${mine} and ${old} are the same program`);
  const dealers = (await namedPlugins(options.dealer ?? ['passive'], 'dealer', shipped)).map(apart);
  const progress = leagueProgress(process.stderr, () => systemClock.now(), workers);
  try {
    const found = await playComparison({
      ...{ mine: own, old: other, against, dealers, scenario, scenarioPackage, seeds, workers },
      conduct: rounds === undefined ? {} : { roundCap: rounds },
      dataFolder: dataFolder(),
      onMatch: progress.match,
      onTrouble: tellTrouble,
    });
    progress.done();
    const named = { mine: labelOf(own, mine), old: labelOf(other, old) };
    if (json) printJson(documentOf(named, options, found));
    else print(...comparedLines(named, options, found));
    process.exitCode = found.unplayed.length > 0 ? 1 : 0;
  } finally {
    progress.done();
  }
}

/** Files may have one name: their place in the line-up tells them apart. */
function apart(plugin: PluginFile, index: number): PluginFile {
  return { ...plugin, id: `${plugin.kind}-${index}` };
}

/** The name that a plugin gives itself, and its file if it is one. */
function labelOf({ name, file }: PluginFile, asked: string): string {
  return isPluginPath(asked) ? `${name} (${file})` : name;
}

function documentOf(
  names: { readonly mine: string; readonly old: string },
  { scenario, seeds, against = ['truthful'], dealer = ['passive'] }: CompareOptions,
  found: StrategyComparison,
): object {
  return { ...names, scenario, against, dealers: dealer, seeds, ...found };
}
