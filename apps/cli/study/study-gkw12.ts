import { cellsOf, type Extent } from '#matches/study/gkw12/cells.js';
import { gkw12Study } from '#matches/study/gkw12/gkw12-study.js';
import { KeptRuns } from '#matches/study/gkw12/kept-runs.js';
import { engineHash } from '#matches/compare/engine-hash.js';
import { printJson, printText } from '../terminal/output.js';
import { Progress } from '../terminal/progress.js';
import { gkw12Page } from '#matches/study/gkw12/gkw12-page.js';

export interface Gkw12Options {
  readonly runs: number;
  readonly agents: readonly number[];
  readonly resources: readonly number[];
  readonly participation: readonly number[];
  readonly extent: Extent;
  /** file in which markets are kept as they end */
  readonly keep?: string;
  readonly json?: boolean;
}

/** `gridleague study gkw12` */
export async function studyGkw12({ runs, extent, keep, json, ...sizes }: Gkw12Options): Promise<void> {
  const progress = new Progress(process.stderr);
  try {
    const kept = keep === undefined ? undefined : await KeptRuns.open(keep, await engineHash());
    const played = await gkw12Study(cellsOf(sizes, extent), runs, {
      ...(kept && { kept }),
      onRun: (done, total) => progress.step(done / total, `${done} of ${total} markets`),
    });
    progress.done();
    const { agents, resources, participation } = sizes;
    const command =
      `npm run -s cli -- study gkw12 --runs ${runs} --agents ${agents.join()} --resources ${resources.join()} ` +
      `--participation ${participation.join()} --extent ${extent}`;
    if (json) printJson(played);
    else printText(gkw12Page(played, command));
  } finally {
    progress.done();
  }
}
