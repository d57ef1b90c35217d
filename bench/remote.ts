import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { textTable } from '#apps/cli/terminal/table.js';
import { measureAgents, type RemoteFigures } from './remote/served-agents.js';
import type { Results } from './report/results.js';

/**
 * `npm run bench -- remote [--agents 100,500,1000,2000] [--runs 1] [--quick]`: what remote agents cost a server while so many of them are connected
 * and some play. Each size has a server of its own; the first that does not get all of them connected is the last.
 */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      agents: { type: 'string', default: '100,500,1000,2000' },
      runs: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
    },
  });
  const file = await results.open('remote', values.quick);
  const sizes = values.quick ? [40] : values.agents.split(',').map(Number);
  const sized: RemoteFigures[] = [];
  for (const agents of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'gridleague-bench-'));
    try {
      sized.push(await measureAgents(folder, agents, Number(values.runs)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    process.stderr.write(`${JSON.stringify(sized.at(-1))}\n`);
    if (sized.at(-1)!.broke !== null) break;
  }
  process.stdout.write(`${lines(sized).join('\n')}\n`);
  process.stdout.write(`${await file.write({ sized })}\n`);
}

function lines(sized: readonly RemoteFigures[]): string[] {
  const numbers = ['kB each', 'ms to connect', 'idle, % of a core', 'calls', 'ms a call', 'failures'];
  return textTable(
    [
      { title: 'agents', align: 'right' },
      ...numbers.map((title) => ({ title, align: 'right' as const })),
      { title: 'broke', align: 'left' },
    ],
    sized.map(
      ({ agents, kilobytesEach, connectMilliseconds, idleShare, calls, callMilliseconds, ...ends }) => [
        String(agents),
        kilobytesEach.toFixed(1),
        connectMilliseconds.toFixed(2),
        (100 * idleShare).toFixed(2),
        String(calls),
        callMilliseconds.toFixed(3),
        String(ends.failures),
        ends.broke ?? '',
      ],
    ),
  );
}
