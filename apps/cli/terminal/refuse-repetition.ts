import type { Command } from 'commander';
import { gatherNamesOrPaths, gatherPaths } from './options.js';

const gathering = new Set<unknown>([gatherNamesOrPaths, gatherPaths]);

/**
 * Makes it an error to give an option with one value twice: one of the values would be dropped without a
 * word. For a command and all below it, once their options are declared.
 */
export function refuseRepetition(command: Command): void {
  for (const option of command.options) {
    if (!(option.required || option.optional) || gathering.has(option.parseArg)) continue;
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) command.error(`error: option '${option.flags}' is given twice; give it once`);
      isGiven = true;
    });
  }
  command.commands.forEach(refuseRepetition);
}
