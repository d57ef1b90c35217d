import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import { scenarioFrom } from '#leagues/scenario-files/scenario-from.js';
import type { Scenario } from '#leagues/scenario-files/scenario.js';
import { compareIn } from '../../mechanisms/compare-mechanisms.js';
import { mechanismComparison, type MechanismComparison } from '../../mechanisms/comparison.js';
import { InputError } from '../../input-error.js';
import { studyDays } from './study-days.js';

export interface MechanismStudy {
  /** communities that come along, which are played on a chain */
  readonly shipped: readonly string[];
  readonly blocks: number;
  readonly onBlock?: (done: number, total: number) => void;
}

export interface StudiedDay {
  readonly comparison: MechanismComparison;
  /** minutes of a period */
  readonly minutes: number;
  readonly periods: number;
  readonly start: string;
}

/** Communities that come along on the embedded chain, then six kinds of days in memory; truthful agents, passive dealer. */
export async function mechanismStudy({ shipped, blocks, onBlock }: MechanismStudy): Promise<StudiedDay[]> {
  const total = blocks * (shipped.length + studyDays.length);
  const studied: StudiedDay[] = [];
  const study = async (scenario: Scenario, chain: 'embedded' | 'memory'): Promise<void> => {
    const before = studied.length * blocks;
    const compared = await compareIn(scenario, {
      ...{ scenario: scenario.id, agents: ['truthful'], dealer: 'passive', execution: 'in-process', chain },
      seeds: Array.from({ length: blocks }, (_, n) => String(n + 1)),
      onSeed: (done) => onBlock?.(before + done, total),
    });
    const { start, stepHours, periods } = scenario.draw('1').community!.market.clock;
    studied.push({
      comparison: mechanismComparison(scenario.id, compared),
      ...{ minutes: 60 * stepHours, periods, start: new Date(start * 1000).toISOString() },
    });
  };
  for (const name of shipped) await study(await loadScenario(name), 'embedded');
  for (const day of studyDays) await study(await scenarioFrom(day, day.id, noFiles), 'memory');
  return studied;
}

function noFiles(name: string): never {
  throw new InputError(`${name}: days of the study have no files`);
}
