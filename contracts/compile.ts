import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import { compiledRoot, projectRoot } from '#project-root.js';

/** Contracts that the platform deploys or talks to. */
const published = [
  ...['BundleMarket', 'DoubleAuction', 'DrawnAuction', 'EnergyToken', 'LocalFees', 'MarketFactory'],
  ...['ResultsRegistry', 'SealedOrders'],
];

/**
 * Compiles the contracts with the JavaScript build of solc from node_modules (no network) and writes
 * one `{ abi, bytecode }` file per published contract to dist/contracts/artifacts.
 */
export async function compileContracts(): Promise<void> {
  const work = resolve(compiledRoot, 'contracts/solidity-build');
  const hardhat = await createHardhatRuntimeEnvironment(
    {
      paths: {
        sources: resolve(projectRoot, 'contracts/solidity'),
        artifacts: `${work}/artifacts`,
        cache: `${work}/cache`,
      },
      solidity: {
        version: '0.8.37',
        path: createRequire(import.meta.url).resolve('solc/soljson.js'),
        settings: { optimizer: { enabled: true, runs: 5_000 }, viaIR: true, evmVersion: 'cancun' },
      },
    },
    {},
    projectRoot,
  );
  await hardhat.tasks.getTask('build').run({ noTests: true, quiet: true });
  const output = resolve(compiledRoot, 'contracts/artifacts');
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  for (const name of published) {
    const built = resolve(work, `artifacts/contracts/solidity/${name}.sol/${name}.json`);
    const { abi, bytecode } = JSON.parse(await readFile(built, 'utf8')) as { abi: unknown; bytecode: string };
    await writeFile(resolve(output, `${name}.json`), JSON.stringify({ abi, bytecode }));
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await compileContracts();
