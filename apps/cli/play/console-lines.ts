import type { PlayedScenario } from '#matches/play/play-setting.js';

/** What the plugins of a match wrote to their consoles, a line each with who wrote it. */
export function consoleLines({ report, consoles }: PlayedScenario): string[] {
  const who = report.seats.map(({ seat, plugin }) => `${report.perSeat[seat]!.id} (${plugin})`);
  const unsaid = consoles.agents.unsaid + consoles.dealer.unsaid;
  return [
    ...consoles.agents.lines.map(({ seat, text }) => `${who[seat]!}: ${text}`),
    ...consoles.dealer.lines.map(({ text }) => `dealer (${report.dealer.name}): ${text}`),
    ...(unsaid > 0 ? [`and ${unsaid} more lines than are kept`] : []),
  ];
}
