import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Interface, type InterfaceAbi } from 'ethers';
import { IncompleteInstallationError } from '#market/errors.js';
import { compiledRoot } from '#project-root.js';

export type ContractName =
  | 'BundleMarket'
  | 'DoubleAuction'
  | 'DrawnAuction'
  | 'EnergyToken'
  | 'LocalFees'
  | 'MarketFactory'
  | 'ResultsRegistry'
  | 'SealedOrders';

interface Artifact {
  readonly abi: InterfaceAbi;
  /** creation code, 0x-hex */
  readonly bytecode: string;
}

function loadArtifact(name: ContractName): Artifact {
  const file = resolve(compiledRoot, 'contracts/artifacts', `${name}.json`);
  if (!existsSync(file))
    throw new IncompleteInstallationError(
      `${name} is not compiled: run "npm run build" (${file} is missing)`,
    );
  return JSON.parse(readFileSync(file, 'utf8')) as Artifact;
}

const loaded = new Map<ContractName, { readonly interface: Interface; readonly bytecode: string }>();

/** Interface and creation code of a compiled contract. */
export function contract(name: ContractName): { readonly interface: Interface; readonly bytecode: string } {
  let found = loaded.get(name);
  if (!found) {
    const { abi, bytecode } = loadArtifact(name);
    found = { interface: new Interface(abi), bytecode };
    loaded.set(name, found);
  }
  return found;
}
