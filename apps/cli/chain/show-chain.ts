import { stat } from 'node:fs/promises';
import { describeMatchEvents, type MatchNames } from '#contracts/client/describe-match.js';
import { readMatchLog } from '#contracts/client/match-log.js';
import type { MatchTransaction } from '#contracts/client/transaction-tally.js';
import { InputError } from '#matches/input-error.js';
import { print } from '../terminal/output.js';
import { LINE_WIDTH, wrapList } from '../terminal/wrap.js';
import { userPath } from '../terminal/user-path.js';
import { MatchLogs } from '#matches/ledger/match-logs.js';
import { counted } from '#results/export/counted.js';
import { dataFolder } from '../terminal/data-folder.js';

/** `gridleague chain show`: what a match did on its chain, transaction by transaction. */
export async function showChain(match: string): Promise<void> {
  const file = await logOf(match);
  const { names, transactions } = await readLog(file);
  const lines = [...describeMatchEvents(transactions, names), '', totals(transactions)];
  print(...lines.flatMap(wrapped));
}

/** A file by its path, or what `play` wrote for a match of that id. */
async function logOf(match: string): Promise<string> {
  const logs = new MatchLogs(dataFolder());
  for (const file of [logs.fileOf(match), userPath(match)]) if (await isFile(file)) return file;
  const known = await logs.known();
  throw new InputError(
    `no match '${match}': ${
      known.length > 0
        ? `known are ${known.join(', ')}`
        : 'none is known yet; `play` keeps those it plays on a chain'
    }`,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function readLog(
  file: string,
): Promise<{ readonly names: MatchNames; readonly transactions: readonly MatchTransaction[] }> {
  try {
    const log = await readMatchLog(file);
    if (Array.isArray(log.names.resources)) return log;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new InputError(`${file}: is not the log of a match`);
}

function totals(transactions: readonly MatchTransaction[]): string {
  const gas = transactions.reduce((sum, transaction) => sum + transaction.gas, 0);
  const blocks = new Set(transactions.map(({ block }) => block)).size;
  return `${counted(transactions.length, 'transaction')} in ${counted(blocks, 'block')}, gas ${gas.toLocaleString('en-US')}`;
}

/** A day's vectors go on below, indented. */
function wrapped(line: string): string[] {
  const indent = ' '.repeat(line.search(/\S|$/));
  const [first = '', ...rest] = wrapList(line.trim().split(', '), LINE_WIDTH - indent.length - 4);
  return [`${indent}${first}`, ...rest.map((more) => `${indent}    ${more}`)];
}
