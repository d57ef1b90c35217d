import { ServerProcess } from './server-process.js';
import { enlarge, type Enlargement } from './large-data.js';

const LEAGUE = `
id: small
title: A small league
format: mixed
scenarios: [blems-example]
blocks: 1
matchSize: 2
entrants: [truthful, shaded]
dealers: [passive, smoothing]
roundCap: 20
limits: { milliseconds: 30000 }
`;

/** A data folder in which a small league has been played, and much been made of its first match; see `enlarge`. */
export async function playedData(dataFolder: string, enlargement: Enlargement): Promise<void> {
  const server = await ServerProcess.start(dataFolder);
  await server.league(LEAGUE);
  await server.post('/api/leagues/small/runs', {});
  await server.follow('small-1');
  await server.stop();
  enlarge(dataFolder, 'small-1-000001', enlargement);
}
