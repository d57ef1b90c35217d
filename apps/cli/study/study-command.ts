import { Option, type Command } from 'commander';
import { extents, sizes } from '#matches/study/gkw12/cells.js';
import type { Gkw12Options } from './study-gkw12.js';
import type { FieldStudyOptions } from './study-field.js';
import type { SettlementOptions } from './study-settlement.js';
import type { MechanismStudyOptions } from './study-mechanisms.js';
import { gatherNamesOrPaths, commaList, nameOrPath, someShare, wholeNumber } from '../terminal/options.js';

type MechanismStudyCommand = Omit<MechanismStudyOptions, 'scenario'> &
  Partial<Pick<MechanismStudyOptions, 'scenario'>>;

const studiedCommunities = ['demo-street', 'demo-community'];

export function registerStudy(program: Command): void {
  const study = program.command('study').description('play a study of the documentation anew');
  study
    .command('closing')
    .description('whether waiting wins, by closing rule and settlement (docs/closing-study.md)')
    .option('-s, --scenario <name|file>', 'where', nameOrPath, 'demo-street')
    .option('--blocks <n>', 'seeded draws that every strategy plays', wholeNumber(1), 30)
    .option('--json', 'all outcomes as one JSON document')
    .action(async (options: { scenario: string; blocks: number; json?: boolean }) => {
      const { studyClosing } = await import('./study-closing.js');
      await studyClosing(options);
    });
  study
    .command('mechanisms')
    .description('every mechanism on eight kinds of days (docs/mechanism-study.md)')
    .option('-s, --scenario <name|file>', 'played on the chain; may be repeated', gatherNamesOrPaths)
    .option('--blocks <n>', 'seeded draws of each day', wholeNumber(1), 6)
    .option('--json', 'all blocks as one JSON document')
    .action(async ({ scenario = studiedCommunities, ...options }: MechanismStudyCommand) => {
      const { studyMechanisms } = await import('./study-mechanisms.js');
      await studyMechanisms({ scenario, ...options });
    });
  study
    .command('gkw12')
    .description(
      'the experiment of Guo, Koehler and Whinston (2012) beside its published figures (docs/gkw12-study.md)',
    )
    .option('--runs <n>', 'random markets in each cell', wholeNumber(1), 100)
    .option('--agents <list>', 'k, how many agents', commaList(wholeNumber(1)), sizes.agents)
    .option('--resources <list>', 'm, how many resources', commaList(wholeNumber(1)), sizes.resources)
    .option('--participation <list>', 'P, to take part in a round', commaList(someShare), sizes.participation)
    .addOption(
      new Option(
        '--extent <which>',
        'which conditions: departures from the base among the fewest agents, everywhere, or all combinations',
      )
        .choices(extents)
        .default('departures'),
    )
    .option('--keep <file>', 'keep each market as it ends: the same command goes on where one was broken off')
    .option('--json', 'all runs as one JSON document')
    .action(async (options: Gkw12Options) => {
      const { studyGkw12 } = await import('./study-gkw12.js');
      await studyGkw12(options);
    });
  study
    .command('mengelkamp')
    .description(
      'a hundred homes after Mengelkamp et al. (2018) beside its figures (docs/studies/mengelkamp-2018.md)',
    )
    .option('--days <n>', 'of a year, as far apart as can be; about a minute each', wholeNumber(1, 365), 12)
    .option('--json', 'energy of each scenario as one JSON document')
    .action(async (options: FieldStudyOptions) => {
      const { studyMengelkamp } = await import('./study-field.js');
      await studyMengelkamp(options);
    });
  study
    .command('quartierstrom')
    .description('a year like that of Quartierstrom beside its figures (docs/studies/quartierstrom.md)')
    .option('--days <n>', 'of a year, as far apart as can be', wholeNumber(1, 365), 365)
    .option('--json', 'energy of the year and of its months as one JSON document')
    .action(async (options: FieldStudyOptions) => {
      const { studyQuartierstrom } = await import('./study-field.js');
      await studyQuartierstrom(options);
    });
  study
    .command('settlement')
    .description('dealer policies under both settlement rules, side by side (docs/settlement-study.md)')
    .option('--scenarios <list>', 'where', commaList(nameOrPath), ['demo-street', 'demo-community'])
    .option('--blocks <n>', 'seeded draws that every policy plays', wholeNumber(1), 10)
    .option('--rounds <n>', 'most rounds', wholeNumber(1), 40)
    .option('--workers <n>', 'processes that play matches', wholeNumber(1))
    .option('--json', 'boards and effects as one JSON document')
    .action(async (options: SettlementOptions) => {
      const { studySettlement } = await import('./study-settlement.js');
      await studySettlement(options);
    });
}
