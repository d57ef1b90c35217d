import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { fleetDatabase } from './fleet/fleet-database.js';
import { demoMatch } from './fleet/planted-run.js';
import { simulateFleet, type FleetFigures } from './fleet/simulated-fleet.js';
import type { Results } from './report/results.js';

/** How many workers one PostgreSQL serves: simulated ones, which take real matches of the queue and hand in a recorded result. */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      /** an empty one; default: of a server of our own */
      database: { type: 'string' },
      /** that a match is played */
      seconds: { type: 'string', default: '10' },
    },
  });
  const file = await results.open('fleet', values.quick);
  const { address, stop } = await fleetDatabase(values.database);
  const record = await demoMatch();
  const figures: FleetFigures[] = [];
  for (const workers of values.quick ? [10, 100] : [10, 100, 1000]) {
    const order = {
      address,
      workers,
      matchesEach: 3,
      seconds: Number(values.seconds),
      record,
    };
    const found = await simulateFleet(order);
    figures.push(found);
    process.stdout.write(`${told(found)}\n`);
  }
  stop();
  process.stdout.write(`${await file.write({ figures })}\n`);
}

function told({ workers, matches, wrong, claim, read, ...rates }: FleetFigures): string {
  const { matchesPerSecond, callsPerSecond, databaseSecondsPerMatch: cpu } = rates;
  const load = cpu === null ? 'unknown' : `${(1000 * cpu).toFixed(1)} ms`;
  return (
    `${workers} workers, ${matches} matches (${wrong} lost or doubled): ${matchesPerSecond.toFixed(1)} matches and ` +
    `${callsPerSecond.toFixed(1)} calls a second; claim p50 ${claim.p50.toFixed(0)} ms, p99 ${claim.p99.toFixed(0)} ms; ` +
    `read p50 ${read.p50.toFixed(0)} ms, p99 ${read.p99.toFixed(0)} ms; processor of the database ${load} a match`
  );
}
