// Plays the rounds of a match: reads them once and draws one after the other. Without it the page shows one round at a
// time, as the server draws it.
const PER_SECOND = 8;
const controls = document.querySelector('[data-replay-controls]');
const number = controls.elements.namedItem('round');
const seatChoice = controls.elements.namedItem('seat');
const last = Number(controls.dataset.last);

const tell = (value, digits = 3) =>
  Number.isFinite(value)
    ? value
        .toFixed(digits)
        .replace(/^-(?=0\.?0*$)/, '')
        .replace('-', '−')
    : '–';
const colour = (name) => window.getComputedStyle(document.documentElement).getPropertyValue(name).trim();
/** Of a value from -1 (sold, blue) over 0 to 1 (bought, orange). */
const balance = (value) =>
  `rgb(${value < 0 ? '0 114 178' : '213 94 0'} / ${Math.min(1, Math.abs(value)).toFixed(3)})`;
/** Of a value from 0 to 1. */
const warmth = (value) => `hsl(${(230 - 190 * value).toFixed(0)} 70% ${(30 + 45 * value).toFixed(0)}%)`;

function extent(rows) {
  let low = Infinity;
  let high = -Infinity;
  for (const row of rows)
    for (const value of row)
      if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low < high ? [low, high] : [low - 0.5, low + 0.5];
}

/** A drawing of so many pixels' height, with a caption below. */
function canvasIn(parent, height, caption) {
  const figure = parent.appendChild(document.createElement('figure'));
  const canvas = figure.appendChild(document.createElement('canvas'));
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', caption);
  const text = figure.appendChild(document.createElement('figcaption'));
  text.textContent = caption;
  const width = Math.max(200, figure.clientWidth);
  const scale = window.devicePixelRatio || 1;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  context.font = '11px system-ui, sans-serif';
  return { context, width, height, text };
}

/** Cells of rows over columns, drawn as far as they are known. */
function heatMap({ context, width, height }, rows, columns, left, paint) {
  const [wide, high] = [(width - left) / columns, height / rows];
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const fill = paint(r, c);
      if (fill === null) continue;
      context.fillStyle = fill;
      context.fillRect(left + c * wide, r * high, Math.ceil(wide), Math.ceil(high));
    }
}

function curve({ context, width, height }, values, [low, high], look, steps) {
  context.strokeStyle = look.colour;
  context.lineWidth = look.width;
  context.beginPath();
  const x = (i) => 60 + ((width - 70) * i) / Math.max(1, steps ? values.length : look.of - 1);
  const y = (value) => height - 14 - ((height - 26) * (value - low)) / (high - low);
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    context.lineTo(x(i), y(value));
    if (steps) context.lineTo(x(i + 1), y(value));
  });
  context.stroke();
  if (steps || !Number.isFinite(values.at(-1))) return;
  // Where it has got to; of a first round there is no line yet.
  context.fillStyle = look.colour;
  context.beginPath();
  context.arc(x(values.length - 1), y(values.at(-1)), 3, 0, 2 * Math.PI);
  context.fill();
}

function scaleText({ context, height }, high, low) {
  context.fillStyle = colour('--quiet');
  context.fillText(high, 4, 14);
  context.fillText(low, 4, height - 8);
}

class Panel {
  constructor(section, rounds, report, seats) {
    this.currency = section.dataset.currency;
    this.names = JSON.parse(section.dataset.resources);
    this.rounds = rounds;
    this.seats = seats;
    this.optimal = report.optimalPrices;
    this.gaps = report.gapPerRound.map((gap) => Math.log10(Math.max(1e-7, gap ?? 1e9)));
    this.resources = this.optimal.length;
    this.positions = seats.map(() => new Float64Array(this.resources));
    this.paid = new Float64Array(seats.length);
    this.at = 0;
    this.largest = this.largestPosition();
    this.priceRange = extent([...rounds.map(({ prices }) => prices), this.optimal]);
    const figures = section.querySelector('[data-figures]');
    figures.replaceChildren();
    this.words = figures.appendChild(document.createElement('p'));
    this.history = canvasIn(
      figures,
      160,
      `Prices: ${this.names.length > 0 ? 'clock times' : 'resources'} from left to right, rounds downwards; brighter is dearer.`,
    );
    this.now = canvasIn(
      figures,
      160,
      `Prices of this round (thin) against those of the optimum (thick)${this.names.length > 0 ? ', EUR per kWh by clock time' : ''}.`,
    );
    this.gap = canvasIn(figures, 130, 'What is not yet proven to be perfect, on a logarithmic scale.');
    const rows = seats.length + 1;
    const caption =
      'Net position by seat (downwards, the dealer last) and resource or period: orange has bought, blue has sold.';
    this.held = canvasIn(figures, Math.min(420, Math.max(90, rows * 18)), caption);
    this.trades = figures.appendChild(document.createElement('p'));
  }

  largestPosition() {
    let largest = 1e-12;
    const positions = this.seats.map(() => new Float64Array(this.resources));
    for (const { trades } of this.rounds)
      for (const { seat, delivered } of trades)
        delivered.forEach((value, r) => {
          positions[seat][r] += value;
          largest = Math.max(largest, Math.abs(positions[seat][r]));
        });
    return largest;
  }

  /** Goes to the state after a round. */
  move(to) {
    if (to === 0 || to < this.at) {
      for (const row of this.positions) row.fill(0);
      this.paid.fill(0);
      this.at = 0;
    }
    for (; this.at < to; this.at++)
      for (const { seat, delivered, payment } of this.rounds[this.at].trades) {
        delivered.forEach((value, r) => (this.positions[seat][r] += value));
        this.paid[seat] += payment;
      }
  }

  show(asked, seat) {
    const round = Math.min(asked, this.rounds.length);
    this.move(round);
    const record = this.rounds[round - 1];
    const paid = this.paid.reduce((sum, value) => sum + value, 0);
    this.words.textContent =
      `Round ${record.round}${record.call ? ', a call to all' : ''}: ${record.newOrders} new orders, ` +
      `${record.openOrders} open at its end, ${record.trades.length} trades, surplus ${tell(record.surplus)} ${this.currency}. ` +
      `Cost of all before it ${tell(record.cost)} ${this.currency}; the dealer has taken ${tell(paid)} ${this.currency} so far, at the prices of the rounds.`;
    for (const { context, width, height } of [this.history, this.now, this.gap, this.held])
      context.clearRect(0, 0, width, height);
    const [low, high] = this.priceRange;
    heatMap(this.history, this.rounds.length, this.resources, 0, (r, c) =>
      r < round ? warmth((this.rounds[r].prices[c] - low) / (high - low)) : null,
    );
    curve(this.now, this.optimal, this.priceRange, { colour: colour('--strong-line'), width: 5 }, true);
    curve(this.now, record.prices, this.priceRange, { colour: colour('--bar'), width: 2 }, true);
    scaleText(this.now, tell(high), tell(low));
    this.tellTimes();
    const range = [-7, Math.max(0, ...this.gaps.filter((gap) => gap < 8))];
    const so = this.gaps.slice(0, round).map((gap) => Math.min(gap, range[1]));
    curve(
      this.gap,
      so,
      range,
      { colour: colour('--bar'), width: 2, of: Math.max(2, this.gaps.length) },
      false,
    );
    scaleText(this.gap, `1e${range[1].toFixed(0)}`, '1e-7');
    this.drawPositions(seat);
    this.tellTrades(record, seat);
  }

  /** Clock times below the prices, where there are any. */
  tellTimes() {
    const { context, width, height } = this.now;
    const every = Math.max(1, Math.ceil(this.names.length / Math.max(2, Math.floor(width / 90))));
    context.fillStyle = colour('--quiet');
    this.names.forEach((name, i) => {
      if (i % every === 0) context.fillText(name, 60 + ((width - 70) * i) / this.names.length, height - 1);
    });
  }

  drawPositions(seat) {
    const left = 90;
    const rows = this.seats.length + 1;
    const sold = (c) => -this.positions.reduce((sum, row) => sum + row[c], 0);
    heatMap(this.held, rows, this.resources, left, (r, c) =>
      balance((r < this.seats.length ? this.positions[r][c] : sold(c)) / this.largest),
    );
    const { context, height, width } = this.held;
    const high = height / rows;
    context.fillStyle = colour('--ink');
    if (high >= 11)
      [...this.seats.map(({ id }) => id), 'dealer'].forEach((name, r) =>
        context.fillText(name.slice(0, 14), 4, r * high + high / 2 + 4, left - 8),
      );
    if (seat === null) return;
    context.strokeStyle = colour('--ink');
    context.lineWidth = 2;
    context.strokeRect(left, seat * high, width - left, high);
  }

  tellTrades({ trades }, seat) {
    const shown = trades.filter((trade) => seat === null || trade.seat === seat);
    const one = ({ seat: who, delivered, payment }) => {
      const bought = delivered.reduce((sum, value) => sum + Math.max(0, value), 0);
      const sold = delivered.reduce((sum, value) => sum + Math.max(0, -value), 0);
      const { id, player } = this.seats[who];
      return `${id} (${player}) buys ${tell(bought)}, sells ${tell(sold)}, pays ${tell(payment)} ${this.currency}`;
    };
    this.trades.textContent =
      shown.length === 0 ? 'No trade in this round.' : `${shown.map(one).join('; ')}.`;
  }
}

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
  document.querySelectorAll('[data-flows]').forEach((part, i) => part.replaceWith(parts[i]));
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
