import { mechanismStudy } from '#matches/study/mechanisms/mechanism-study.js';
import { printJson, printText } from '../terminal/output.js';
import { Progress } from '../terminal/progress.js';
import { mechanismPage } from './mechanism-page.js';

export interface MechanismStudyOptions {
  readonly scenario: readonly string[];
  readonly blocks: number;
  readonly json?: boolean;
}

/** `gridleague study mechanisms` */
export async function studyMechanisms({ scenario, blocks, json }: MechanismStudyOptions): Promise<void> {
  const progress = new Progress(process.stderr);
  try {
    const studied = await mechanismStudy({
      ...{ shipped: scenario, blocks },
      onBlock: (done, total) => progress.step(done / total, `${done} of ${total} blocks`),
    });
    progress.done();
    if (json) printJson(studied);
    else printText(mechanismPage(studied, { scenario, blocks }));
  } finally {
    progress.done();
  }
}
