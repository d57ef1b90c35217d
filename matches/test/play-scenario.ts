import { type PlayedScenario, type PlayRequest, PlaySetting } from '#matches/play/play-setting.js';

/** Draws a scenario, seats the plugins and plays. Throws `ScenarioError`, `PluginError`, `InputError`. */
export async function playScenario({ seed, onRound, ...request }: PlayRequest): Promise<PlayedScenario> {
  const setting = await PlaySetting.open(request, seed);
  try {
    return await setting.play(seed, onRound);
  } finally {
    await setting.close();
  }
}
