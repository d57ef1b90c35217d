import type { PluginWords } from '#leagues/run/match-player.port.js';
import type { PlannedMatch } from '#leagues/pairing/run-plan.js';
import { playerOf } from '#market/seating.js';
import { PluginConsole, type ConsoleLine } from '#sandbox/seats/plugin-console.js';

/** Characters of what a submission writes in one match that are kept. */
export const KEPT_CHARACTERS = 16_384;

/** What the plugins of one match write to their consoles. Submissions with the same file are told apart by their seats. */
export class MatchConsoles {
  readonly agents = new PluginConsole();
  readonly dealer = new PluginConsole();

  /** Of every submission that wrote something. */
  of({ teams, dealer }: Pick<PlannedMatch, 'teams' | 'dealer'>): PluginWords[] {
    const agents = [...new Set(teams)].map((team) => {
      const isOwn = (seat: number): boolean => playerOf(teams, seat) === team;
      const lines = this.agents.lines.filter(({ seat }) => isOwn(seat));
      return words(team, lines, this.agents.unsaidOf(isOwn));
    });
    const desk = this.dealer.lines.map(({ text }) => ({ seat: null, text }));
    return [...agents, words(dealer, desk, this.dealer.unsaid)].filter(
      ({ lines, unsaid }) => lines.length > 0 || unsaid > 0,
    );
  }
}

function words(
  submission: string,
  lines: readonly (Pick<ConsoleLine, 'text'> & { readonly seat: number | null })[],
  unsaid: number,
): PluginWords {
  let characters = 0;
  const kept = lines.filter(({ text }) => (characters += text.length) <= KEPT_CHARACTERS);
  return { submission, lines: kept, unsaid: unsaid + lines.length - kept.length };
}
