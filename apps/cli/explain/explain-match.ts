import { readBundle } from '#matches/bundles/run-bundle.js';
import { explainBidder } from '#matches/explain/explain-bidder.js';
import { explainSeat } from '#matches/explain/explain-seat.js';
import { bundledMatch, keptMatch } from '#matches/explain/find-match.js';
import type { RepeatableMatch, WhichMarket } from '#matches/explain/repeated-match.js';
import { InputError } from '#matches/input-error.js';
import { bundleFile } from '#matches/runs/run-folder.js';
import { ServerClient, type ServerOptions } from '../remote/server-client.js';
import { dataFolder } from '../terminal/data-folder.js';
import { complain, printJson, printLines } from '../terminal/output.js';
import { userPath } from '../terminal/user-path.js';
import { bidderLines } from './bidder-lines.js';
import { explanationLines } from './explanation-lines.js';

export interface ExplainOptions extends ServerOptions {
  readonly seat: number;
  readonly bundle?: string;
  readonly day?: WhichMarket;
  readonly json?: boolean;
}

/** `gridleague explain`. */
export async function explainMatch(what: string, options: ExplainOptions): Promise<void> {
  const match = await found(what, options);
  if (match.drawn.auction) {
    if (options.day) throw new InputError(`--day: ${match.id} is one day`);
    const explanation = await explainBidder(match, options.seat);
    return tell(explanation, options, () => bidderLines(explanation, match.drawn));
  }
  const { drawn, ...explanation } = await explainSeat(match, options.seat, options.day);
  tell(explanation, options, () => explanationLines(explanation, drawn));
}

function tell(
  explanation: { readonly match: string; readonly repeated: boolean },
  { json }: ExplainOptions,
  lines: () => string[],
): void {
  if (!explanation.repeated)
    complain(
      `gridleague: played again, ${explanation.match} went otherwise: this is another version of GridLeague, or the clock struck. What follows is of the replay.`,
    );
  if (json) printJson(explanation);
  else printLines(lines());
}

async function found(what: string, { bundle, ...server }: ExplainOptions): Promise<RepeatableMatch> {
  if (bundle !== undefined) return bundledMatch(await readBundle(await bundleFile(userPath(bundle))), what);
  const kept = (await keptMatch(what, dataFolder())) ?? (await keptMatch(userPath(what), dataFolder()));
  if (kept) return kept;
  const [, run] = /^([\w-]+)-\d{6,}$/.exec(what) ?? [];
  if (run === undefined)
    throw new InputError(
      `no match '${what}': \`play\` keeps those it plays, by the ids in their reports; none with a strategy in Python or of \`--seeds\``,
    );
  return bundledMatch(await new ServerClient(server).bundle(run), what);
}
