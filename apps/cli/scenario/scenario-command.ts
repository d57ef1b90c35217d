import { Option, type Command } from 'commander';
import { nameOrPath, nonNegativeNumber, path, seedText, wholeNumber } from '../terminal/options.js';
import { asking } from '../remote/asking.js';
import type { CityLearnImportOptions, HamletImportOptions } from './import-scenario.js';
import type { PackOptions, UploadScenarioOptions } from './pack.js';
import type { ScenarioOptions } from './show-scenario.js';

export function registerScenario(program: Command): void {
  const scenario = program
    .command('scenario')
    .description('show one instance of a scenario, or export it')
    .argument('<scenario>', 'a shipped scenario by name, or a YAML or JSON file', nameOrPath)
    .option('-s, --seed <text>', 'what the instance is drawn from', seedText, '1')
    .addOption(new Option('--json', 'as a scenario of kind linear, to be played as it is').conflicts('mps'))
    .addOption(new Option('--mps', 'its central problem as free MPS, for any other solver'))
    .action(async (scenario: string, options: ScenarioOptions) => {
      const { showScenario } = await import('./show-scenario.js');
      await showScenario(scenario, options);
    });
  scenario
    .command('pack')
    .description('write a scenario with all its series as one file, and tell its SHA-256')
    .argument('<scenario>', 'a shipped scenario by name, or a file', nameOrPath)
    .option('-o, --output <file>', 'default: <id>.package.json', path)
    .option('--json', 'id, SHA-256 and file as one JSON document')
    .action(async (scenario: string, _: PackOptions, command: Command) => {
      const { pack } = await import('./pack.js');
      // Its parent takes options of the same names.
      await pack(scenario, command.optsWithGlobals<PackOptions>());
    });
  const imports = scenario
    .command('import')
    .description('make a scenario, packed with its series, of data of another program');
  imports
    .command('citylearn')
    .description('of a folder as CityLearn 2022 lays it out: schema.json, buildings, prices, carbon')
    .argument('<folder>', 'the folder with schema.json', path)
    .option('-o, --output <file>', 'default: <folder>.package.json', path)
    .option(
      '--year <year>',
      'of the first row: the files tell months and weekdays',
      wholeNumber(1900, 9998),
      2016,
    )
    .option('--feed-in <price>', 'what a kWh that is fed in earns', nonNegativeNumber, 0)
    .option('--json', 'id, SHA-256 and file as one JSON document')
    .action(async (folder: string, _: CityLearnImportOptions, command: Command) => {
      const { importCityLearn } = await import('./import-scenario.js');
      // Commands above it take options of the same names.
      await importCityLearn(folder, command.optsWithGlobals<CityLearnImportOptions>());
    });
  imports
    .command('hamlet')
    .description('of a scenario folder that HAMLET has created, its tables as CSV')
    .argument('<folder>', 'the folder with agents/ and general/', path)
    .option('-o, --output <file>', 'default: <folder>.package.json', path)
    .option('--time-zone <zone>', 'whose clocks its homes live by', String, 'Europe/Berlin')
    .option('--json', 'id, SHA-256 and file as one JSON document')
    .action(async (folder: string, _: HamletImportOptions, command: Command) => {
      const { importHamlet } = await import('./import-scenario.js');
      await importHamlet(folder, command.optsWithGlobals<HamletImportOptions>());
    });
  asking(scenario.command('upload'))
    .description('give a server a scenario, or its next version, with all its series')
    .argument('<scenario>', 'a scenario file, or a package', nameOrPath)
    .option('--json', 'the scenario as the server has it, as one JSON document')
    .action(async (scenario: string, _: UploadScenarioOptions, command: Command) => {
      const { uploadScenario } = await import('./pack.js');
      // Its parent takes options of the same names.
      await uploadScenario(scenario, command.optsWithGlobals<UploadScenarioOptions>());
    });
}
