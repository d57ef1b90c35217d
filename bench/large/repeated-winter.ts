import { findScenario } from '#leagues/scenario-files/load-scenario.js';

/** Of the shipped scenario, as far as it grows. */
interface Winter {
  readonly households: readonly { readonly id: string; readonly count: number }[];
  readonly dealer: {
    readonly chp: { readonly power: number };
    readonly battery: { readonly energy: number; readonly power: number };
  };
}

/**
 * The fields of `winter-community` with so many households, each kind in its share, and with a dealer's plant as many times as large:
 * with 300, six such communities on one desk. The id stays, since seeds draw from it.
 */
export async function repeatedWinter(households: number): Promise<object> {
  const winter = (await findScenario('winter-community')).document as Winter;
  const times = households / winter.households.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  const groups = winter.households.map((group) => {
    // Sums are rounded, so that the counts make up the whole.
    const from = Math.round(before * times);
    before += group.count;
    return { ...group, count: Math.round(before * times) - from };
  });
  const { chp, battery } = winter.dealer;
  return {
    ...winter,
    title: `${households} households on a winter day`,
    households: groups.filter(({ count }) => count > 0),
    dealer: {
      chp: { ...chp, power: chp.power * times },
      battery: { ...battery, energy: battery.energy * times, power: battery.power * times },
    },
  };
}
