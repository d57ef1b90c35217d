import { settlementStudy } from '#matches/study/settlement-study.js';
import { printJson, printText } from '../terminal/output.js';
import { Progress } from '../terminal/progress.js';
import { settlementPage, type SettledScenario } from './settlement-page.js';

export interface SettlementOptions {
  readonly scenarios: readonly string[];
  readonly blocks: number;
  readonly rounds: number;
  readonly workers?: number;
  readonly json?: boolean;
}

/** `gridleague study settlement` */
export async function studySettlement(options: SettlementOptions): Promise<void> {
  const { scenarios, blocks, rounds, workers, json } = options;
  const progress = new Progress(process.stderr);
  try {
    const played: SettledScenario[] = [];
    for (const scenario of scenarios) {
      const { path, final } = await settlementStudy({
        ...{ scenario, blocks, roundCap: rounds },
        ...(workers !== undefined && { workers }),
        onMatch: (done, total) => progress.step(done / total, `${scenario}: ${done} of ${total} matches`),
      });
      played.push({ scenario, path, final });
    }
    progress.done();
    if (json)
      printJson(
        played.map(({ scenario, path, final }) => ({
          scenario,
          path: figuresOf(path),
          final: figuresOf(final),
        })),
      );
    else printText(settlementPage(played, { blocks, rounds }));
  } finally {
    progress.done();
  }
}

function figuresOf({ dealers, effects }: SettledScenario['path']): object {
  return { dealers, effects };
}
