import { boardLines } from '../league/board-lines.js';
import { print, printJson, printText } from '../terminal/output.js';
import { boardSchema } from '#api/schemas/board-schema.js';
import { ServerClient, type ServerOptions } from './server-client.js';

export interface LeaderboardOptions extends ServerOptions {
  readonly kind: 'agent' | 'dealer';
  readonly run: string;
  readonly weights?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** `gridleague leaderboard` */
export async function leaderboard(league: string, options: LeaderboardOptions): Promise<void> {
  const client = new ServerClient(options);
  const query = new URLSearchParams({
    kind: options.kind,
    run: options.run,
    format: options.csv ? 'csv' : 'json',
    ...(options.weights !== undefined && { weights: options.weights }),
  });
  const path = `/leagues/${encodeURIComponent(league)}/leaderboard?${query.toString()}`;
  if (options.csv) return printText(await client.text(path));
  const board = await client.json(path, boardSchema);
  if (options.json) printJson(board);
  else print(...boardLines(board));
}
