// The project runs on Node 24 only: older lines are past their end of life, no place to run
// other people's code, and the native add-ons are built for one version.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, resolve } from 'node:path';
import { codeCache, root, toolchain } from './paths.mjs';
import { fail, withProgress } from './say.mjs';

const wanted = '24.21.0';
const wantedMajor = '24';

/**
 * Asked for only where something has to be installed: what is installed runs with a Node that has no npm beside it.
 * @returns {string} npm's own entry script, run by whichever Node we choose
 */
export function npmCli() {
  const beside = resolve(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  const npm = [process.env.npm_execpath, beside].find(
    (path) => path?.endsWith('npm-cli.js') && existsSync(path),
  );
  return (
    npm ??
    fail(
      `something has to be installed, and npm was not found beside ${process.execPath}: say \`npm run build\` once`,
    )
  );
}

/** Runs a program quietly; on failure prints what it said. */
export function run(command, args, options = {}) {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? done(output) : reject(new Error(output.slice(-8000)))));
  });
}

/** @returns {Promise<{path: string, headers: string | undefined}>} */
export async function ensureNode() {
  if (process.versions.node.split('.')[0] === wantedMajor)
    return { path: process.execPath, headers: ownHeaders() };
  const platform = `${process.platform}-${process.arch}`;
  const folder = resolve(toolchain, 'node_modules', `node-${platform}`);
  const path = resolve(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(path) || !(await isWanted(path))) await installNode(platform);
  return { path, headers: folder };
}

async function isWanted(path) {
  const output = await run(path, ['--version']).catch(() => '');
  return output.trim() === `v${wanted}`;
}

async function installNode(platform) {
  const npm = npmCli();
  const name = `node-${platform}@${wanted}`;
  await withProgress(
    `this is Node ${process.versions.node}; installing Node ${wanted} into .toolchain (about 190 MB, once)`,
    () =>
      run(process.execPath, [
        npm,
        'install',
        '--prefix',
        toolchain,
        '--no-save',
        '--no-audit',
        '--no-fund',
        name,
      ]),
  ).catch((error) =>
    fail(
      `Node ${wanted} could not be installed for ${platform}. Install any Node 24 yourself ` +
        `(https://nodejs.org) and run the command again with it.\n${error.message}`,
    ),
  );
}

function ownHeaders() {
  const folder = resolve(dirname(process.execPath), '..');
  return existsSync(resolve(folder, 'include/node/node.h')) ? folder : undefined;
}

/**
 * The environment for everything that runs under the project's Node: that Node and the
 * project's programs first in PATH; of npm's settings only those that say how to reach the
 * registry; headers of the right Node for native add-ons.
 */
export function cleanEnvironment(node) {
  const keep =
    /^npm_config_(.*registry|.*proxy|.*cafile|.*ca|strict_ssl|userconfig|globalconfig|cache|prefer_offline)$/i;
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || keep.test(name)),
  );
  const programs = [dirname(node.path), resolve(root, 'node_modules/.bin')];
  environment.PATH = [...programs, environment.PATH].join(delimiter);
  environment.NODE_COMPILE_CACHE = codeCache;
  environment.HARDHAT_DISABLE_TELEMETRY = 'true';
  environment.HARDHAT_DISABLE_TELEMETRY_PROMPT = 'true';
  if (node.headers) environment.npm_config_nodedir = node.headers;
  return environment;
}
