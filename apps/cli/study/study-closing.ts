import { closingStudy } from '#matches/study/closing-study.js';
import { printJson, printText } from '../terminal/output.js';
import { Progress } from '../terminal/progress.js';
import { closingPage } from '#matches/study/closing-page.js';

/** `gridleague study closing` */
export async function studyClosing({
  scenario,
  blocks,
  json,
}: {
  readonly scenario: string;
  readonly blocks: number;
  readonly json?: boolean;
}): Promise<void> {
  const progress = new Progress(process.stderr);
  try {
    const outcomes = await closingStudy({
      ...{ scenario, blocks },
      onMatch: (done, total) => progress.step(done / total, `${done} of ${total} matches`),
    });
    progress.done();
    if (json) printJson(outcomes);
    else printText(closingPage(scenario, outcomes));
  } finally {
    progress.done();
  }
}
