import { readdir, readFile, readlink } from 'node:fs/promises';

/** State of a socket that listens, in the kernel's table (`/proc/net/tcp`). */
const LISTENS = '0A';

/** How many descriptors a process holds beside its connections over TCP, of which idle ones close at a time of their own. Linux only. */
export async function lastingDescriptors(pid: number): Promise<number> {
  const folder = `/proc/${pid}/fd`;
  const held = await Promise.all(
    (await readdir(folder)).map((name) => readlink(`${folder}/${name}`).catch(() => null)),
  );
  const connections = new Set(await tcpConnections(pid));
  return held.filter((link) => link !== null && !connections.has(link)).length;
}

/** As `/proc/<pid>/fd` names them. */
async function tcpConnections(pid: number): Promise<string[]> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8')),
  );
  const rows = tables.flatMap((table) => table.trim().split('\n').slice(1));
  const fields = rows.map((row) => row.trim().split(/\s+/));
  return fields.filter(([, , , state]) => state !== LISTENS).map((row) => `socket:[${row[9]}]`);
}
