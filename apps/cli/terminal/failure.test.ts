import { LeagueError } from '#leagues/definition/league-error.js';
import { PlanError } from '#leagues/pairing/run-plan.js';
import { IncompleteInstallationError, MarketError } from '#market/errors.js';
import { BundleError } from '#matches/bundles/bundle-error.js';
import { ChainError } from '#contracts/service/chain-error.js';
import { JsonRpcError } from '#contracts/service/rpc/json-rpc.js';
import { InputError } from '#matches/input-error.js';
import { PluginError } from '#sandbox/calls/plugin-error.js';
import { DatabaseFileError } from '#database/files/database-file-error.js';
import { exitCodeOf, explain } from './failure.js';

it.each([
  [new InputError('--url x: is no address'), 2],
  [new LeagueError('street.yaml', 'blocks', 'is no number'), 2],
  [new PluginError('mine.ts', 'is empty'), 2],
  [new BundleError('x.gz: is no bundle'), 2],
  [new PlanError('no-design', 'no balanced design found'), 2],
  [new DatabaseFileError('database x is empty'), 1],
  [new IncompleteInstallationError('BundleMarket is not compiled: run "npm run build"'), 1],
  [new ChainError('bad-endpoint', 'the endpoint at 127.0.0.1:9 does not answer as a chain does'), 1],
  [new JsonRpcError('nonce too low', null), 1],
])('a command that ends with %s says so in one line and has exit code %i', (error, code) => {
  expect([exitCodeOf(error), explain(error)]).toEqual([code, `gridleague: ${error.message}`]);
});

it.each([new MarketError('bad-instance', 'of ours'), new TypeError('of ours')])(
  'a fault of ours, as %s, is told with its stack',
  (error) => {
    expect([exitCodeOf(error), explain(error)]).toEqual([1, `gridleague: ${error.stack}`]);
  },
);

it('no error fills the terminal, whoever wrote what stands in it', () => {
  for (const error of [new InputError('e'.repeat(1e6)), new TypeError('e'.repeat(1e6))])
    expect(explain(error)).toMatch(/^gridleague: [^…]{19000,20000}…$/);
});
