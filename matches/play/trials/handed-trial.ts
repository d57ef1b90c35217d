import { readFile } from 'node:fs/promises';
import type { MatchConduct } from '#leagues/run/match-task.js';
import { mechanismSeats } from '#leagues/scenario-files/mechanisms.js';
import { openPackage, sha256Of } from '#leagues/scenario-files/package/scenario-package.js';
import type { LeagueTrial } from '#sandbox/admission/league-trials.js';
import { InputError } from '../../input-error.js';
import { trialSetting } from './league-trial.js';
import { unplayable } from '../playable.js';
import { tooLargeForTrial } from './trial-size.js';

/** A trial as a process is told of it, which reads and draws it itself: what is drawn may be large. */
export interface HandedTrial {
  /** scenario and leagues, as their author is told */
  readonly name: string;
  /** id of the scenario */
  readonly scenario: string;
  /** its package */
  readonly file: string;
  readonly sha256: string;
  readonly conduct: MatchConduct;
}

export function handedTrial({ name, scenario, file, sha256, conduct }: HandedTrial): LeagueTrial {
  return {
    name,
    open: async () => {
      const content = await readFile(file, 'utf8');
      if (sha256Of(content) !== sha256)
        throw new InputError(`scenario ${scenario}: its package is not ${sha256}`);
      const opened = await openPackage({ id: scenario, sha256, content });
      const obstacle = unplayable(opened, mechanismSeats[opened.mechanism] ?? 'agent');
      if (obstacle !== null) return obstacle;
      const drawn = opened.draw('admission');
      return tooLargeForTrial(drawn.instance) ?? trialSetting(conduct, drawn);
    },
  };
}
