// Plays the rounds of a match: reads them once and draws one after the other. Without it the page shows one round at a
// time, as the server draws it.
import { Panel } from './replay-panel.js';

const PER_SECOND = 8;
const controls = document.querySelector('[data-replay-controls]');
const number = controls.elements.namedItem('round');
const seatChoice = controls.elements.namedItem('seat');
const last = Number(controls.dataset.last);

async function json(address) {
  const answer = await fetch(address, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function panelOf(section) {
  const [rounds, match] = await Promise.all([json(section.dataset.rounds), json(section.dataset.report)]);
  const [own, report] = section.dataset.market
    ? marketOf(JSON.parse(section.dataset.market), rounds, match.report)
    : [rounds, match.report];
  return new Panel(section, own, report, JSON.parse(section.dataset.seats));
}

/** What of a match over days belongs to the market that is shown. */
function marketOf({ roundsBefore, rounds: count, resourcesBefore, resources }, rounds, report) {
  const [end, last] = [roundsBefore + count, resourcesBefore + resources];
  return [
    rounds.slice(roundsBefore, end).map((one) => ({ ...one, round: one.round - roundsBefore })),
    {
      optimalPrices: report.optimalPrices.slice(resourcesBefore, last),
      gapPerRound: report.gapPerRound.slice(roundsBefore, end),
    },
  ];
}

let flowsAsked = 0;

/** What homes do is computed by the server, for the round at which the reader stays. */
async function renewFlows() {
  const asked = ++flowsAsked;
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (asked !== flowsAsked) return;
  const parts = [...fresh.querySelectorAll('[data-flows]')];
  document.querySelectorAll('[data-flows]').forEach((part, i) => {
    const opened = [...part.querySelectorAll('details')].map(({ open }) => open);
    parts[i].querySelectorAll('details').forEach((one, k) => (one.open = opened[k] ?? false));
    part.replaceWith(parts[i]);
  });
}

function begin(panels) {
  const slider = document.createElement('input');
  Object.assign(slider, { type: 'range', min: 1, max: last, value: number.value });
  slider.setAttribute('aria-label', 'Round');
  const play = document.createElement('button');
  Object.assign(play, { type: 'button', textContent: 'Play' });
  controls.querySelector('nav').replaceWith(play, slider);
  let playing = false;
  const seat = () => (seatChoice.value === '' ? null : Number(seatChoice.value));
  const show = (round) => {
    slider.value = round;
    number.value = round;
    for (const panel of panels) panel.show(round, seat());
  };
  /** What is shown can be sent to somebody. */
  const keep = () => {
    const address = new URL(location.href);
    address.searchParams.set('round', slider.value);
    address.searchParams.delete('seat');
    if (seatChoice.value !== '') address.searchParams.set('seat', seatChoice.value);
    history.replaceState(null, '', address);
    renewFlows().catch(() => undefined);
  };
  const stop = () => {
    playing = false;
    play.textContent = 'Play';
    keep();
  };
  const start = () => {
    playing = true;
    play.textContent = 'Pause';
    const from = Number(slider.value) >= last ? 1 : Number(slider.value);
    let began;
    const frame = (time) => {
      if (!playing) return;
      began ??= time;
      const round = Math.min(last, from + Math.floor(((time - began) / 1000) * PER_SECOND));
      if (round !== Number(slider.value)) show(round);
      if (round >= last) stop();
      else window.requestAnimationFrame(frame);
    };
    show(from);
    window.requestAnimationFrame(frame);
  };
  play.addEventListener('click', () => (playing ? stop() : start()));
  slider.addEventListener('input', () => {
    playing = false;
    play.textContent = 'Play';
    show(Number(slider.value));
  });
  slider.addEventListener('change', keep);
  seatChoice.addEventListener('change', () => {
    show(Number(slider.value));
    keep();
  });
  show(Number(slider.value));
  document.documentElement.dataset.replaying = 'yes';
}

Promise.all([...document.querySelectorAll('[data-replay]')].map(panelOf))
  .then(begin)
  .catch((error) => {
    // The round that the server has drawn stays.
    controls.append(` The rounds could not be loaded (${error.message}).`);
  });
