import { Option, type Command } from 'commander';
import { asking } from './asking.js';
import { gatherPaths, path, share, wholeNumber } from '../terminal/options.js';
import type { LeaderboardOptions } from './leaderboard.js';
import type { PluginLogOptions } from './plugin-log.js';
import type { UploadOptions } from './upload.js';
import type { VerifyOptions } from './verify-options.js';

/** Verbs that speak with a server. */
export function registerRemote(program: Command): void {
  asking(program.command('upload'))
    .description('upload a plugin and wait until it has been checked; or make a remote agent known')
    .argument('[file]', 'a .ts or .js file; none with --remote', path)
    .option('-n, --name <name>', 'what it is called on the boards; default: the name it gives itself')
    .addOption(
      new Option('-k, --kind <kind>', 'what it is; default: as it says').choices([
        'agent',
        'dealer',
        'bidder',
      ]),
    )
    .option('--again', 'as a new version, even if the file has not changed')
    .option('--release', 'everybody may have the source once a season is over in which it took part')
    .option(
      '--remote',
      'an agent that you run yourself and that connects to the server: no file, only --name',
    )
    .option('--json', 'the submission as one JSON document')
    .action(async (file: string | undefined, options: UploadOptions) => {
      const { upload } = await import('./upload.js');
      await upload(file, options);
    });
  asking(program.command('leaderboard'))
    .description("show a league's standings")
    .argument('<league>', 'its id')
    .addOption(new Option('-k, --kind <kind>', 'whose').choices(['agent', 'dealer']).default('agent'))
    .option(
      '--run <id>',
      'a run other than the latest; pooled: all that were played like the latest',
      'latest',
    )
    .option('--weights <list>', "your own instead of the league's, such as welfare:2,cost:1")
    .option('--json', 'the board as one JSON document')
    .option('--csv', 'the board as CSV')
    .action(async (league: string, options: LeaderboardOptions) => {
      const { leaderboard } = await import('./leaderboard.js');
      await leaderboard(league, options);
    });
  asking(program.command('log'))
    .description('show what went wrong in matches of your plugin, and what it wrote to its console')
    .argument('<plugin>', 'its name, for the newest version, or the id of a submission')
    .option('--run <id>', 'only in this run')
    .option('--matches <n>', 'the newest that are looked at', wholeNumber(1), 20)
    .option('--json', 'both as one JSON document')
    .action(async (submission: string, options: PluginLogOptions) => {
      const { pluginLog } = await import('./plugin-log.js');
      await pluginLog(submission, options);
    });
  asking(program.command('verify'))
    .description('play a match, or every match of a run, again here and compare')
    .argument(
      '<match|run|file>',
      "ids on a server; or offline a run's bundle, or the folder of `league --output`",
    )
    .option('-w, --workers <n>', 'processes that replay', wholeNumber(1))
    .option('--allow-unverified <share>', 'of the matches, such as 10%; more make the exit code 1', share, 0)
    .option('--chain <url>', 'look the anchored root up on this chain')
    .option('--registry <address>', 'of the ResultsRegistry on it (default: as the file says)')
    .option('--seed <text>', 'the secret behind a sealed seed')
    .option('--league <file>', 'the league as you know it: must be what was played', path)
    .option('--scenario <file>', 'a scenario that the bundle names and does not carry', gatherPaths)
    .option('--json', 'the findings as one JSON document')
    .action(async (what: string, options: VerifyOptions) => {
      const { verify } = await import('./verify.js');
      await verify(what, options);
    });
}
