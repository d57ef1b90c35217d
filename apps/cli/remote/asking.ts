import { Option, type Command } from 'commander';

/** Options of every verb that speaks with a server. */
export function asking(command: Command): Command {
  return command
    .addOption(
      new Option('-u, --url <url>', 'of the server').default('http://127.0.0.1:3000').env('GRIDLEAGUE_URL'),
    )
    .addOption(new Option('-t, --token <token>', 'who asks').env('GRIDLEAGUE_TOKEN'));
}
