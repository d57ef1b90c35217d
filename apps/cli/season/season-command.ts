import type { Command } from 'commander';
import { asking } from '../remote/asking.js';
import { path } from '../terminal/options.js';
import type { SeasonOptions } from './season.js';

export function registerSeason(program: Command): void {
  const season = program.command('season').description('see, announce or cancel seasons of a server');
  asking(season.command('list'))
    .description('all seasons and how far they are')
    .option('--json', 'as one JSON document')
    .action(async (options: SeasonOptions) => {
      const { listSeasons } = await import('./season.js');
      await listSeasons(options);
    });
  asking(season.command('show'))
    .description('its dates, entrants, runs and champions')
    .argument('<season>', 'its id')
    .option('--json', 'as one JSON document')
    .action(async (id: string, options: SeasonOptions) => {
      const { showSeason } = await import('./season.js');
      await showSeason(id, options);
    });
  asking(season.command('create'))
    .description('announce a season, whose leagues are there already')
    .argument('<file>', 'YAML or JSON', path)
    .option('--json', 'the season as one JSON document')
    .action(async (file: string, options: SeasonOptions) => {
      const { createSeason } = await import('./season.js');
      await createSeason(file, options);
    });
  asking(season.command('cancel'))
    .description('end a season without champions')
    .argument('<season>', 'its id')
    .action(async (id: string, options: SeasonOptions) => {
      const { cancelSeason } = await import('./season.js');
      await cancelSeason(id, options);
    });
}
