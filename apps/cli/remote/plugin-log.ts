import { InputError } from '#matches/input-error.js';
import { counted } from '#results/export/counted.js';
import type { ApiAnswer } from '#api/schemas.js';
import { submissionConsoleSchema, submissionFailuresSchema } from '#api/schemas/team-schema.js';
import { print, printJson } from '../terminal/output.js';
import { ownSubmission } from './own-submission.js';
import { ServerClient, type ServerOptions } from './server-client.js';

export interface PluginLogOptions extends ServerOptions {
  readonly run?: string;
  readonly matches: number;
  readonly json?: boolean;
}

type Failures = ApiAnswer<'SubmissionFailures'>;
type Console = ApiAnswer<'SubmissionConsole'>;

/** `gridleague log`: what went wrong in the newest matches of one's plugin, and what it wrote to its console there. */
export async function pluginLog(idOrName: string, options: PluginLogOptions): Promise<void> {
  if (!options.token) throw new InputError('--token: the token of your team is needed (or GRIDLEAGUE_TOKEN)');
  const client = new ServerClient(options);
  const query = new URLSearchParams({
    matches: String(options.matches),
    ...(options.run !== undefined && { run: options.run }),
  }).toString();
  const path = `/submissions/${encodeURIComponent(await ownSubmission(client, idOrName))}`;
  const failures = await client.json(`${path}/failures?${query}`, submissionFailuresSchema);
  const console = await client.json(`${path}/console?${query}`, submissionConsoleSchema);
  if (options.json) printJson({ failures, console });
  else print(...failureLines(failures), '', ...consoleLines(console));
}

function failureLines({ matches, groups }: Failures): string[] {
  if (groups.length === 0) return [`No failures in ${counted(matches, 'match', 'matches')}.`];
  return [
    `Failures in ${counted(matches, 'match', 'matches')}, by reason:`,
    ...groups.map(
      ({ kind, reason, failures, first }) =>
        `  ${failures} x ${kind}: ${reason}; first in ${first.match}, round ${first.round}${placeOf(first.seat)}`,
    ),
  ];
}

function consoleLines({ looked, matches }: Console): string[] {
  if (matches.length === 0) return [`Nothing on the console of ${counted(looked, 'match', 'matches')}.`];
  return matches.flatMap(({ match, withheld, lines, unsaid }) => [
    `console in ${match}:`,
    ...(withheld === null ? [] : [`  ${WITHHELD[withheld]}`]),
    ...lines.map(({ seat, text }) => `  ${seat === null ? 'dealer' : `seat ${seat}`}: ${text}`),
    ...(unsaid > 0 ? [`  and ${unsaid} more lines, which were not kept`] : []),
  ]);
}

const WITHHELD = {
  'run-on': 'withheld until its run is over: the seed is sealed',
  scenario: 'withheld: the scenario is kept secret',
} as const;

function placeOf(seat: number | null): string {
  return seat === null ? ', behind the desk' : `, seat ${seat}`;
}
