import { Argument, type Command } from 'commander';
import type { PluginKind } from '#sandbox/guest/interface.js';
import { gatherNamesOrPaths, path } from '../terminal/options.js';
import { userPath } from '../terminal/user-path.js';
import type { CheckOptions } from './check.js';

const CHECK_HELP = `
Runs the very checks of admission in the sandbox: file, compile, load, probes, three trial
matches (bidders: two auctions), and the same matches once more in fresh processes (determinism). Shows what the plugin
wrote to its console. Then, as a server does at upload, the first rounds of what leagues play, under their
rules: of the shipped ones, or those named with --league. With --scenario it also plays those of other
markets. Exit code 0: it may play.`;

/** Verbs of a plugin author: `new` and `check`. */
export function registerPlugin(program: Command): void {
  program
    .command('new')
    .description('write a commented plugin that works, and its test')
    .addArgument(new Argument('<kind>').choices(['agent', 'dealer', 'bidder']))
    .argument('<name>', 'small letters, digits and hyphens')
    .option('--folder <folder>', 'where to', path, userPath('.'))
    .action(async (kind: PluginKind, name: string, { folder }: { folder: string }) => {
      const { startPlugin } = await import('./start-plugin.js');
      await startPlugin(kind, name, folder);
    });
  program
    .command('test')
    .description("run a plugin's own test with the project's Node")
    .argument('<file>', 'the plugin, or its test (.test.mjs)', path)
    .action(async (file: string) => {
      const { testPlugin } = await import('./test-plugin.js');
      await testPlugin(file);
    });
  program
    .command('check')
    .description('check a plugin as admission does, and say what is wrong')
    .argument('<file>', 'the plugin, one .ts or .js file', path)
    .option('--json', 'the verdict as one JSON document')
    .option('-s, --scenario <name|file>', 'also try it in this scenario (repeatable)', gatherNamesOrPaths)
    .option(
      '-l, --league <name|file>',
      'try it in what this league plays, instead of the shipped ones (repeatable)',
      gatherNamesOrPaths,
    )
    .addHelpText('after', CHECK_HELP)
    .action(async (file: string, options: CheckOptions) => {
      const { check } = await import('./check.js');
      await check(file, options);
    });
}
