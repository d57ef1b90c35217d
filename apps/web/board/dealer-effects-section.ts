import { RESOLUTION } from '#results/statistics/resolution.js';
import type { DealerEffects } from '#results/standings/dealer-effects.js';
import { html, type Html } from '../html.js';
import { interval, isShare, quantity, signed } from '../numbers.js';
import { wide } from '../page.js';

/** What each policy changes against the reference policy, on the same blocks, households and strategies. */
export function dealerEffectsSection(
  effects: DealerEffects,
  nameOf: (submission: string) => string,
  json: string,
): Html {
  const { reference, dealers, mixes, scenarios, blocks } = effects;
  const responses = effects.responses.filter(({ id }) =>
    effects.levels.some(({ response, level }) => response === id && level !== null),
  );
  const others = dealers.filter((dealer) => dealer !== reference);
  return html`<section aria-labelledby="dealer-comparison">
    <h3 id="dealer-comparison">What a dealer policy changes</h3>
    <p>
      Each policy against <strong>${nameOf(reference)}</strong> in the same ${blocks} blocks, ${mixes.length}
      line-ups and ${scenarios.join(', ')}: differences with 95 % intervals. Bold with a star: told apart from
      no difference, all policies of a column tested together.
    </p>
    ${wide(
      'Dealer comparison',
      html`<table>
        <thead>
          <tr>
            <th scope="col">Policy</th>
            ${responses.map(
              ({ label, unit, better }) =>
                html`<th scope="col">
                  ${label}${isShare(unit) ? null : html` <small>${unit}</small>`}
                  <small>${better === 'higher' ? 'higher is better' : 'lower is better'}</small>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          <tr class="baseline">
            <th scope="row">${nameOf(reference)} <small>as it is</small></th>
            ${responses.map(({ id, unit }) => {
              const level = effects.levels.find(
                ({ response, dealer }) => response === id && dealer === reference,
              )?.level;
              return html`<td>${level ? quantity(level.mean, unit) : '–'}</td>`;
            })}
          </tr>
          ${others.map(
            (dealer) =>
              html`<tr>
                <th scope="row">${nameOf(dealer)} <small>difference</small></th>
                ${responses.map(({ id, unit }) => {
                  const found = effects.mainEffects.find(
                    (one) => one.response === id && one.dealer === dealer,
                  );
                  if (!found?.effect) return html`<td>–</td>`;
                  const show = (value: number): string => signed(value, unit);
                  const sure = found.stepDown <= 0.05 && Math.abs(found.effect.mean) > RESOLUTION;
                  const mean = sure
                    ? html`<strong>${show(found.effect.mean)}&nbsp;*</strong>`
                    : show(found.effect.mean);
                  return html`<td>${mean} ${interval(found.effect, show)}</td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>`,
    )}
    <p class="data">With interactions and by scenario: <a href="${json}">JSON</a></p>
  </section>`;
}
