import uPlot from '../libraries/uplot/uPlot.esm.js';
import {colour, el, rem} from './dom.js';
import {figure, time} from './format.js';
import {onChoice} from './address.js';
import {absolute, lookAt} from './span.js';

const SYNC = uPlot.sync('time');
const NARROWEST = 4; // pixels: less is a click
const ENOUGH = 30; // labels: with fewer, a point is drawn fainter
const font = () => `${Math.round(0.75 * rem())}px system-ui, sans-serif`;
const charts = new Set();

onChoice(names => {
  if (names.includes('to')) charts.forEach(chart => chart.range());
});

/**
 * A chart over time. It is rebuilt only when its series change.
 * @param container element that is emptied and filled
 * @param draw () => {x, series: [{label, colour, values, dash, points, bound}], bands, marks, spans, format, log, height, summary}; x in seconds,
 *     or in any unit that plain formats; a bound is the edge of a band and has no entry in the legend;
 *     weights are the numbers of labels behind the values
 */
export class TimeChart {
  constructor(container) {
    this.container = container;
    this.plot = null;
    this.shape = '';
    this.view = {marks: [], spans: []};
    new ResizeObserver(() => this.plot?.setSize(this.size())).observe(container);
    charts.add(this);
  }

  /** The time range has changed. */
  range() {
    if (this.view.plain) return;
    if (this.view.x) this.name();
    this.plot?.setData(this.plot.data);
  }

  name() {
    const part = this.view.plain ? null : absolute();
    this.container.setAttribute('aria-label', part
      ? `${this.view.summary} Shown from ${time(new Date(1000 * part[0]))} to ${time(new Date(1000 * part[1]))}.`
      : this.view.summary);
  }

  size() {
    return {width: Math.max(160, this.container.clientWidth), height: this.view.height ?? 230};
  }

  show(view) {
    this.view = view;
    this.container.setAttribute('role', 'img');
    this.name();
    if (view.x.length === 0) {
      this.plot?.destroy();
      this.plot = null;
      this.container.replaceChildren(el('p', {class: 'empty'}, view.empty ?? 'No data yet.'));
      return;
    }
    const shape = JSON.stringify([view.series.map(series => [series.label, series.colour, series.dash]), view.log, view.kind, Boolean(view.plain)]);
    const data = [view.x, ...view.series.map(series => series.values)];
    if (this.plot && shape === this.shape) {
      this.plot.setData(data);
      this.idle();
      return;
    }
    this.shape = shape;
    this.plot?.destroy();
    this.container.replaceChildren();
    this.plot = new uPlot(this.options(view), data, this.container);
    this.idle();
  }

  /** Without a pointer over the chart, the legend shows the latest values; with `newest`, none where the newest window has none. */
  idle() {
    const plot = this.plot;
    if (!plot || plot.cursor.idx !== null && plot.cursor.left >= 0) return;
    const last = values => this.view.newest ? values.length - 1 : values.findLastIndex(value => value !== null && value !== undefined);
    plot.setLegend({idxs: plot.data.map(values => Math.max(0, last(values)))}, false);
  }

  /** The whole time of the data; never less than some windows, so that one window is not spread over a day. */
  reach() {
    const x = this.view.x;
    const step = x.length > 1 ? Math.min(...x.slice(1).map((at, index) => at - x[index])) : 60;
    const least = 10 * step;
    const [from, to] = [x[0], x.at(-1)];
    return to - from >= least ? [from, to] : [(from + to - least) / 2, (from + to + least) / 2];
  }

  recolour() {
    this.shape = '';
    if (this.view.x) this.show(this.view);
  }

  options(view) {
    const format = view.format ?? figure;
    const axis = {font: font(), stroke: () => colour('soft'), grid: {stroke: () => colour('line'), width: 1}, ticks: {stroke: () => colour('line'), width: 1}};
    return {
      ...this.size(),
      cursor: view.plain ? {drag: {x: false, y: false}} : {sync: {key: SYNC.key}, drag: {x: true, y: false, setScale: false}},
      scales: {
        x: view.plain ? {time: false, ...(view.reach ? {range: view.reach} : {})} : {time: true, range: () => absolute() ?? this.reach()},
        y: view.log ? {distr: 3, range: (_, min, max) => [10 ** Math.floor(Math.log10(min)), 10 ** Math.ceil(Math.log10(max * 1.01))]} : {range: view.range ?? ((_, min, max) => uPlot.rangeNum(min, max, 0.1, true))},
      },
      axes: [
        {...axis, space: 4.4 * rem(), size: 2.2 * rem(), values: view.plain ? (_, ticks) => ticks.map(view.plain) : clock},
        {...axis, ...(view.log ? {splits: powers} : {}), size: widest, values: (_, ticks) => ticks.map(tick => tick === null ? '' : format(tick))},
      ],
      series: [
        {label: view.plain ? view.across : 'Time', value: (_, x) => x === null ? '' : view.plain ? view.plain(x) : new Date(1000 * x).toLocaleString('en-GB')},
        ...view.series.map(series => ({
          label: series.label,
          class: series.bound ? 'bound' : undefined,
          stroke: () => series.bound ? 'transparent' : series.weights ? faint(colour(series.colour), 0.5) : colour(series.colour),
          width: series.width ?? 2,
          dash: series.dash,
          spanGaps: Boolean(series.joined),
          points: {show: series.weights ? false : series.points ?? (plot => plot.data[0].length < 40), size: 5},
          value: (_, value, __, at) => value === null || value === undefined ? '–' : `${format(value)}${series.weights ? ` (${counted(this.view.series.find(one => one.label === series.label).weights[at])})` : ''}`,
        })),
      ],
      bands: (view.bands ?? []).map(band => ({series: band.series, fill: () => faint(colour(band.colour), band.alpha)})),
      hooks: {drawAxes: [plot => this.spans(plot)], draw: [plot => this.points(plot), plot => this.marks(plot)], setCursor: [() => this.idle()], setSelect: view.plain ? [] : [selected], ready: view.plain ? [] : [plot => plot.over.addEventListener('dblclick', () => lookAt('', ''))]},
    };
  }

  /** A point on few labels is fainter and smaller than one on many. */
  points(plot) {
    const {ctx} = plot;
    ctx.save();
    this.view.series.forEach((series, index) => {
      if (!series.weights) return;
      ctx.fillStyle = colour(series.colour);
      series.values.forEach((value, at) => {
        if (value === null) return;
        const share = Math.min(1, series.weights[at] / ENOUGH);
        const [x, y] = [plot.valToPos(this.view.x[at], 'x', true), plot.valToPos(value, 'y', true)];
        if (x < plot.bbox.left || x > plot.bbox.left + plot.bbox.width) return;
        ctx.globalAlpha = 0.2 + 0.8 * share;
        ctx.beginPath();
        ctx.arc(x, y, (1.5 + 1.5 * share) * devicePixelRatio, 0, 2 * Math.PI);
        ctx.fill();
      });
    });
    ctx.restore();
  }

  /** Alarms, from raised to resolved. */
  spans(plot) {
    const {ctx, bbox} = plot;
    ctx.save();
    for (const span of this.view.spans ?? []) {
      const from = Math.max(bbox.left, plot.valToPos(span.from, 'x', true));
      const to = span.to === null ? bbox.left + bbox.width : Math.min(bbox.left + bbox.width, plot.valToPos(span.to, 'x', true));
      if (to <= from) continue;
      ctx.fillStyle = faint(colour('bad'), 0.13);
      ctx.fillRect(from, bbox.top, to - from, bbox.height);
      ctx.fillStyle = colour('bad');
      ctx.fillRect(from, bbox.top, 2 * devicePixelRatio, bbox.height);
    }
    ctx.restore();
  }

  /** Swaps of the champion. */
  marks(plot) {
    const {ctx, bbox} = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.strokeStyle = ctx.fillStyle = colour('ink');
    ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.font = `${Math.round(0.69 * rem() * devicePixelRatio)}px system-ui, sans-serif`;
    const line = 0.85 * rem() * devicePixelRatio;
    const ends = []; // where the text of each line ends, so that the texts of neighbours stand below each other
    for (const mark of this.view.marks ?? []) {
      const x = plot.valToPos(mark.at, 'x', true);
      if (x < bbox.left - 1 || x > bbox.left + bbox.width + 1) continue;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      const right = x > bbox.left + 0.75 * bbox.width;
      ctx.textAlign = right ? 'right' : 'left';
      const width = ctx.measureText(mark.text).width + 8 * devicePixelRatio;
      const from = right ? x - width : x;
      const row = ends.findIndex(end => end <= from);
      const place = row < 0 ? ends.length : row;
      ends[place] = from + width;
      ctx.fillText(mark.text, x + (right ? -4 : 4) * devicePixelRatio, bbox.top + (place + 1) * line);
    }
    ctx.restore();
  }
}

/** Dragging over a chart selects a time range; a double click shows the whole time again. */
function selected(plot) {
  const {left, width} = plot.select;
  if (width < NARROWEST) return;
  const [from, to] = [left, left + width].map(x => Math.round(plot.posToVal(x, 'x')));
  plot.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
  lookAt(from, to);
}

/** As wide as its widest label, in CSS pixels. */
function widest(plot, values) {
  if (!values) return 3 * rem();
  plot.ctx.save();
  plot.ctx.font = plot.axes[1].font[0];
  const width = Math.max(0, ...values.map(value => plot.ctx.measureText(value).width)) / devicePixelRatio;
  plot.ctx.restore();
  return Math.ceil(width) + 20;
}

const counted = labels => `${labels} ${labels === 1 ? 'label' : 'labels'}`;

/** At most about eight powers of ten, so that the grid lines are not too close. */
function powers(plot, axis, min, max) {
  const [low, high] = [Math.floor(Math.log10(min)), Math.ceil(Math.log10(max))];
  const step = Math.max(1, Math.ceil((high - low) / 7));
  return Array.from({length: Math.floor((high - low) / step) + 1}, (_, place) => 10 ** (low + step * place));
}

/** Local hours and minutes, and the date where a day begins. */
function clock(_, ticks, __, ___, step) {
  return ticks.map(tick => {
    const at = new Date(1000 * tick);
    const midnight = at.getHours() === 0 && at.getMinutes() === 0 && at.getSeconds() === 0;
    if (midnight) return at.toLocaleDateString('en-GB', {day: 'numeric', month: 'short'});
    return at.toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit', second: step < 60 ? '2-digit' : undefined});
  });
}

const faint = (hex, alpha = 0.2) => `${hex}${Math.round(255 * alpha).toString(16).padStart(2, '0')}`;

export const seconds = iso => Date.parse(iso) / 1000;

export const spansOf = alarms => alarms.map(alarm => ({
  from: seconds(alarm.raisedAt),
  to: alarm.resolvedAt ? seconds(alarm.resolvedAt) : null,
}));

export const marksOf = swaps => swaps.map(swap => ({at: seconds(swap.at), text: swap.version.slice(0, 6)}));
