import { cellsOf, type Extent } from '#matches/study/gkw12/cells.js';
import { gkw12Study } from '#matches/study/gkw12/gkw12-study.js';
import { printJson, printText } from '../terminal/output.js';
import { Progress } from '../terminal/progress.js';
import { gkw12Page } from '#matches/study/gkw12/gkw12-page.js';

export interface Gkw12Options {
  readonly runs: number;
  readonly agents: readonly number[];
  readonly resources: readonly number[];
  readonly participation: readonly number[];
  readonly extent: Extent;
  readonly json?: boolean;
}

/** `gridleague study gkw12` */
export async function studyGkw12({ runs, extent, json, ...sizes }: Gkw12Options): Promise<void> {
  const progress = new Progress(process.stderr);
  try {
    const played = await gkw12Study(cellsOf(sizes, extent), runs, (done, total) =>
      progress.step(done / total, `${done} of ${total} markets`),
    );
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
