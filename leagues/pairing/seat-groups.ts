/**
 * Deals the teams of every line-up to seat groups so that each team sits in each group equally
 * often, or as near to it as its number of line-ups allows (they differ by one at most). A
 * line-up's seat groups are its `size` colours in an equitable edge colouring of the bipartite
 * graph of line-ups and teams, which exists for every such graph (de Werra 1971): teams are split
 * into parts of at most `size` line-ups each, then coloured by alternating paths (Koenig).
 *
 * Returns the line-ups with the team at index g in seat group g.
 */
export function dealSeatGroups(lineUps: readonly (readonly number[])[], size: number): number[][] {
  const seated = lineUps.map(() => new Array<number>(size).fill(-1));
  /** per part of a team: the line-up that has it in group g */
  const parts: Int32Array[] = [];
  const seen = new Map<number, number>();
  const open = new Map<number, number>();
  /** the part of the team in this line-up */
  const partOf = lineUps.map(() => new Map<number, number>());

  lineUps.forEach((lineUp, l) => {
    for (const team of lineUp) {
      const count = seen.get(team) ?? 0;
      if (count % size === 0) open.set(team, parts.push(new Int32Array(size).fill(-1)) - 1);
      seen.set(team, count + 1);
      partOf[l]!.set(team, open.get(team)!);
      place(l, team);
    }
  });
  return seated;

  function place(l: number, team: number): void {
    const part = partOf[l]!.get(team)!;
    const inLineUp = seated[l]!.indexOf(-1);
    const inPart = parts[part]!.indexOf(-1);
    if (inLineUp !== inPart && parts[part]![inLineUp] !== -1) swapPath(part, inLineUp, inPart);
    seat(l, team, inLineUp);
  }

  /** Exchanges groups a and b along the path that starts at `part` with a, which frees a there. */
  function swapPath(part: number, a: number, b: number): void {
    const path: { l: number; team: number; group: number }[] = [];
    let l = parts[part]![a]!;
    while (l !== -1) {
      path.push({ l, team: seated[l]![a]!, group: a });
      const next = seated[l]![b]!;
      if (next === -1) break;
      path.push({ l, team: next, group: b });
      l = parts[partOf[l]!.get(next)!]![a]!;
    }
    for (const { l, team, group } of path) unseat(l, team, group);
    for (const { l, team, group } of path) seat(l, team, group === a ? b : a);
  }

  function seat(l: number, team: number, group: number): void {
    seated[l]![group] = team;
    parts[partOf[l]!.get(team)!]![group] = l;
  }

  function unseat(l: number, team: number, group: number): void {
    seated[l]![group] = -1;
    parts[partOf[l]!.get(team)!]![group] = -1;
  }
}

/** The same teams, each `steps` seat groups further on. */
export function rotate<T>(teams: readonly T[], steps: number): T[] {
  return teams.map((_, g) => teams[(g + steps) % teams.length]!);
}
