import { Option, type Command } from 'commander';
import { nameOrPath, seedText } from '../terminal/options.js';
import type { ScenarioOptions } from './show-scenario.js';

export function registerScenario(program: Command): void {
  program
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
}
