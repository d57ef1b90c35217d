import { mengelkampPage, quartierstromPage } from '#matches/study/field/field-pages.js';
import { mengelkampStudy } from '#matches/study/field/mengelkamp-study.js';
import { quartierstromStudy } from '#matches/study/field/quartierstrom-study.js';
import { printJson, printText } from '../terminal/output.js';
import { Progress } from '../terminal/progress.js';

export interface FieldStudyOptions {
  /** of a year */
  readonly days: number;
  readonly json?: boolean;
}

/** `gridleague study mengelkamp` */
export function studyMengelkamp(options: FieldStudyOptions): Promise<void> {
  return studied(options, mengelkampStudy, mengelkampPage);
}

/** `gridleague study quartierstrom` */
export function studyQuartierstrom(options: FieldStudyOptions): Promise<void> {
  return studied(options, quartierstromStudy, quartierstromPage);
}

async function studied<Study>(
  { days, json }: FieldStudyOptions,
  study: (days: number, onDay: (done: number) => void) => Promise<Study>,
  page: (study: Study) => string,
): Promise<void> {
  const progress = new Progress(process.stderr);
  try {
    const found = await study(days, (done) => progress.step(done / days, `${done} of ${days} days`));
    progress.done();
    if (json) printJson(found);
    else printText(page(found));
  } finally {
    progress.done();
  }
}
