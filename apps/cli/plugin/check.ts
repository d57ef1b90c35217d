import { createHighsSolver } from '#market/lp/highs-solver.js';
import { shippedLeagues } from '#leagues/definition/load-league.js';
import { trialsOfLeagues } from '#matches/play/trials/league-trial.js';
import { systemClock } from '#matches/play/system-clock.js';
import { scenarioTrial } from '#matches/play/trials/scenario-trial.js';
import { checkPlugin } from '#sandbox/admission/admit.js';
import type { Check, AdmissionVerdict } from '#sandbox/admission/verdict.js';
import { checkLines, typeLines } from './check-lines.js';
import { typeComplaints } from './type-complaints.js';
import { complain, print, printJson } from '../terminal/output.js';

export interface CheckOptions {
  readonly json?: boolean;
  /** names or files */
  readonly scenario?: readonly string[];
  /** names or files; default: the shipped ones */
  readonly league?: readonly string[];
}

/** What the plugin wrote to its console in one trial match. */
interface MatchConsole {
  readonly market: string;
  readonly lines: readonly { readonly seat: number; readonly text: string }[];
  /** lines beyond the limit */
  readonly unsaid: number;
}

/** What a strategy's earnings are put beside. */
const REFERENCES = ['truthful', 'shaded'];

/** Lines shown of a match's console; all that were kept are in the JSON. */
const SHOWN_LINES = 10;

/**
 * `gridleague check`: each check as it is done, what the type checker says, then the verdict; exit code 1 if it may not play. With
 * `--json` the checks go to stderr, so that stdout is one document.
 */
export async function check(
  file: string,
  { json = false, scenario = [], league }: CheckOptions,
): Promise<void> {
  let types: Promise<readonly string[]> | undefined;
  const onCheck = (done: Check): void => {
    // Beside the other checks; what does not compile may be too much for any checker of types.
    if (done.name === 'compile' && done.passed) types = typeComplaints(file);
    if (json) complain(...checkLines(done));
    else print(...checkLines(done));
  };
  const consoles: MatchConsole[] = [];
  const solver = await createHighsSolver();
  const leagues = {
    batches: [await trialsOfLeagues(league ?? (await shippedLeagues()), solver)],
    untried: [],
    asked: league !== undefined,
    deadline: new AbortController().signal,
    clock: systemClock,
  };
  const verdict = await checkPlugin(file, {
    solver,
    also: await Promise.all(scenario.map((name) => scenarioTrial(name, solver))),
    leagues,
    references: REFERENCES,
    onCheck,
    onConsole: (market, { lines, unsaid }) => consoles.push({ market, lines, unsaid }),
  });
  const complaints = (await types) ?? [];
  if (json) printJson({ ...verdict, types: complaints, console: consoles });
  else print(...typeLines(complaints), ...describe(verdict), ...consoles.flatMap(consoleLines));
  if (!verdict.passed) process.exitCode = 1;
}

function describe(verdict: AdmissionVerdict): string[] {
  const subject =
    verdict.name === null ? verdict.file : `${verdict.kind} "${verdict.name}" (${verdict.file})`;
  return [
    '',
    verdict.passed ? `${subject} may play.` : `${subject} may not play yet: mend the above and check again.`,
    `source sha256 ${verdict.sha256}`,
    ...(verdict.traceHash === null ? [] : [`trace  sha256 ${verdict.traceHash}`]),
  ];
}

function consoleLines({ market, lines, unsaid }: MatchConsole): string[] {
  if (lines.length === 0) return [];
  const more = Math.max(0, lines.length - SHOWN_LINES) + unsaid;
  return [
    '',
    `console in ${market}:`,
    ...lines.slice(0, SHOWN_LINES).map(({ seat, text }) => `  seat ${seat}: ${text}`),
    ...(more > 0 ? [`  and ${more} more lines`] : []),
  ];
}
