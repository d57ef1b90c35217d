import { execFileSync } from 'node:child_process';

/** Pids of the processes below `root` whose command line holds `text`. */
export function processesBelow(root: number, text: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const rows = lines.map((line) => {
    const [pid = '', parent = '', state = '', ...args] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), isGone: state.startsWith('Z'), args: args.join(' ') };
  });
  const found: number[] = [];
  const family = [root];
  for (const ancestor of family)
    for (const { pid, parent, isGone, args } of rows)
      if (parent === ancestor) {
        family.push(pid);
        if (!isGone && args.includes(text)) found.push(pid);
      }
  return found;
}
