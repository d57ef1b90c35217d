// The figures of one match on the page of a replay, after any of its rounds.
import { balance, canvasIn, colour, curve, extent, heatMap, scaleText, tell, warmth } from './drawing.js';

export class Panel {
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
    this.book = canvasIn(figures, 110, 'Orders open after each round (thick) and new in it (thin).');
    this.openRange = extent([
      [0],
      rounds.map(({ openOrders, newOrders }) => Math.max(openOrders, newOrders)),
    ]);
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
    const before = this.rounds[round - 2]?.openOrders ?? 0;
    const paid = this.paid.reduce((sum, value) => sum + value, 0);
    const book = record.auction
      ? `${record.auction.asks.length} asks and ${record.auction.bids.length} bids, ${record.auction.matches.length} matches`
      : `${before} orders open before it, ${record.newOrders} new, ` +
        `${before + record.newOrders - record.openOrders} filled or withdrawn, ${record.openOrders} open after it`;
    this.words.textContent =
      `Round ${record.round}${record.call ? ', a call to all' : ''}: ${book}; ${record.trades.length} trades, surplus ${tell(record.surplus)} ${this.currency}. ` +
      `Cost of all before it ${tell(record.cost)} ${this.currency}; the dealer has taken ${tell(paid)} ${this.currency} so far, at the prices of the rounds.`;
    for (const { context, width, height } of [this.history, this.now, this.book, this.gap, this.held])
      context.clearRect(0, 0, width, height);
    const [low, high] = this.priceRange;
    const dear = (r, c) => (r < round ? (this.rounds[r].prices[c] - low) / (high - low) : null);
    heatMap(this.history, { rows: this.rounds.length, columns: this.resources }, dear, warmth);
    curve(this.now, this.optimal, this.priceRange, { colour: colour('--strong-line'), width: 5 }, true);
    curve(this.now, record.prices, this.priceRange, { colour: colour('--bar'), width: 2 }, true);
    scaleText(this.now, tell(high), tell(low));
    this.tellTimes();
    this.drawBook(round);
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

  drawBook(round) {
    const so = this.rounds.slice(0, round);
    const of = Math.max(2, this.rounds.length);
    const [open, added] = [so.map(({ openOrders }) => openOrders), so.map(({ newOrders }) => newOrders)];
    curve(this.book, open, this.openRange, { colour: colour('--strong-line'), width: 5, of }, false);
    curve(this.book, added, this.openRange, { colour: colour('--bar'), width: 2, of }, false);
    scaleText(this.book, tell(this.openRange[1], 0), '0');
  }

  drawPositions(seat) {
    const left = 90;
    const rows = this.seats.length + 1;
    const sold = (c) => -this.positions.reduce((sum, row) => sum + row[c], 0);
    const held = (r, c) => (r < this.seats.length ? this.positions[r][c] : sold(c)) / this.largest;
    heatMap(this.held, { rows, columns: this.resources, left }, held, balance);
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
      shown.length === 0
        ? `No trade${seat === null ? '' : ' of this seat'} in this round.`
        : `${shown.map(one).join('; ')}.`;
  }
}
