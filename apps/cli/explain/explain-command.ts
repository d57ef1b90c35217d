import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { WhichMarket } from '#matches/explain/repeated-match.js';
import { wholeNumber } from '../terminal/options.js';
import { asking } from '../remote/asking.js';
import type { ExplainOptions } from './explain-match.js';

const HELP = `
The match is played again here, in memory. What it is about: a match that \`play\` has just played, by its id, or its file
(play --record); a match in the bundle of a run (--bundle); else a match of a server, if all its sources may be read.

Examples:
  gridleague explain demo-street/1 --seat 2
  gridleague explain demo-1-000003 --seat 0 --bundle results/`;

function marketOfDay(text: string): WhichMarket {
  const [, day, period] = /^(\d{1,4})(?:\/(\d{1,4}))?$/.exec(text) ?? [];
  if (day === undefined)
    throw new InvalidArgumentError('It must be a day, such as 2, or one of its markets, such as 2/6.');
  return { day: Number(day), period: Number(period ?? 0) };
}

export function registerExplain(program: Command): void {
  asking(program.command('explain'))
    .description('tell round by round what a seat ordered, what became of it, and what it left on the table')
    .argument('<match|file>', 'id of a match, or the file of `play --record`')
    .requiredOption('--seat <k>', 'which seat, from 0', wholeNumber(0))
    .option('--bundle <path>', 'the bundle of the run, or the folder of `league --output`')
    .option(
      '--day <n[/period]>',
      'of a match over days: which, from 1, and where it trades anew the period',
      marketOfDay,
    )
    .option('--json', 'as one JSON document')
    .addHelpText('after', HELP)
    .action(async (match: string, options: ExplainOptions) => {
      const { explainMatch } = await import('./explain-match.js');
      await explainMatch(match, options);
    });
}
