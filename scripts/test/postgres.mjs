// A PostgreSQL server for one session of tests: `node postgres.mjs <process of the session> <file to tell in> <folder to make its own in>`.
// It ends with the session, whichever way that ends, and leaves nothing behind.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { output, postgresBinaries } from './postgres-binaries.mjs';

const [session, tellIn, among] = process.argv.slice(2);
const LOOK_MILLISECONDS = 500;

/** PostgreSQL refuses to run as root. */
function user() {
  if (process.getuid?.() !== 0) return {};
  const name = output('id', ['-u', 'postgres']) === null ? 'nobody' : 'postgres';
  return { uid: Number(output('id', ['-u', name])), gid: Number(output('id', ['-g', name])) };
}

async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

function tell(news) {
  writeFileSync(`${tellIn}.part`, JSON.stringify(news));
  renameSync(`${tellIn}.part`, tellIn);
}

async function serve(folder, bin) {
  const own = user();
  if (own.uid !== undefined) chownSync(folder, own.uid, own.gid);
  const [data, secret] = [join(folder, 'data'), join(folder, 'secret')];
  const password = `secret-${randomBytes(8).toString('hex')}`;
  writeFileSync(secret, password, { mode: 0o600 });
  if (own.uid !== undefined) chownSync(secret, own.uid, own.gid);
  // An order of words that is not that of code points, as servers have it.
  const order = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en'];
  const login = ['--username=gridleague', '--auth=scram-sha-256', `--pwfile=${secret}`];
  const making = [join(bin, 'initdb'), '--no-sync', `--pgdata=${data}`, ...order, ...login];
  // It asks for its user's name, which on some machines only root may read.
  const hidden = own.uid !== undefined && (statSync('/etc/passwd').mode & 0o004) === 0;
  const reading = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'];
  const [command, ...args] = hidden
    ? ['setpriv', `--reuid=${own.uid}`, `--regid=${own.gid}`, '--clear-groups', ...reading, ...making]
    : making;
  execFileSync(command, args, {
    ...{ ...(!hidden && own), stdio: ['ignore', 'ignore', 'inherit'], cwd: folder },
  });
  const port = await freePort();
  const unsafe = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];
  const where = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
  const settings = [...unsafe, ...where, 'log_min_messages=fatal'].flatMap((one) => ['-c', one]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], {
    ...{ ...own, stdio: ['ignore', 'ignore', 'ignore'], cwd: folder },
  });
  const ended = new Promise((done) => server.once('exit', done));
  const isReady = () =>
    output(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]) !== null;
  while (!isReady() && server.exitCode === null) await new Promise((later) => setTimeout(later, 50));
  tell({ pid: process.pid, url: `postgres://gridleague:${password}@127.0.0.1:${port}/postgres` });
  const asked = new Promise((done) => process.once('SIGTERM', done));
  await Promise.race([asked, gone(Number(session)), ended]);
  // At once: nothing of it is kept.
  server.kill('SIGQUIT');
  await ended;
}

/** Resolves when a process is there no more. */
async function gone(pid) {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((later) => setTimeout(later, LOOK_MILLISECONDS));
  }
}

const bin = postgresBinaries();
if (!bin) tell({ missing: true });
else {
  const folder = mkdtempSync(join(among, 'gridleague-postgres-'));
  try {
    await serve(folder, bin);
  } catch (error) {
    tell({ failed: String(error) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
// The session may go on.
process.exit(0);
