import type { Command } from 'commander';
import { closestMatch } from 'leven';

/** Letters that a verb may be off; of short ones, fewer than it has. */
const MOST_WRONG = 3;

/** Tells who says a verb that there is not which one was meant: spelled like it, with it in its name, or with it in what it does. */
export function tellMeantVerb(command: Command): void {
  if (command.commands.length > 0)
    command.on('command:*', ([word = '']: string[]) => {
      const meant = meantVerb(word, command.commands);
      const hint = meant === undefined ? '' : `\n(Did you mean ${meant}?)`;
      command.error(`error: unknown command '${word}'${hint}`, { code: 'commander.unknownCommand' });
    });
  command.commands.forEach(tellMeantVerb);
}

/** The verb that was probably meant. */
export function meantVerb(
  word: string,
  verbs: readonly Pick<Command, 'name' | 'description'>[],
): string | undefined {
  const names = verbs.map((verb) => verb.name());
  const said = word.toLowerCase();
  if (said.length < 3) return undefined;
  const maxDistance = Math.min(MOST_WRONG, Math.floor(said.length / 2));
  return (
    closestMatch(said, names, { maxDistance }) ??
    names.find((name) => name.includes(said)) ??
    verbs.find((verb) => verb.description().toLowerCase().split(/\W+/).includes(said))?.name()
  );
}
