import uPlot from '/libraries/uplot/uPlot.esm.js';
import {byId, colour, el} from './dom.js';
import {figure, time} from './format.js';
import {choose, chosen, onChoice} from './address.js';

const SYNC = uPlot.sync('time');
const NARROWEST = 4; // pixels: less is a click
const charts = new Set();

/** The time range that all charts show, in seconds, from the page's address; null means the whole time. */
function lookedAt() {
  const [from, to] = [Number(chosen('from')), Number(chosen('to'))];
  return from > 0 && to > from ? [from, to] : null;
}

function lookAt(from, to) {
  choose('from', from);
  choose('to', to);
}

onChoice(name => {
  if (name === 'to') charts.forEach(chart => chart.range());
});
const whole = byId('whole-time');
whole.hidden = lookedAt() === null;
whole.addEventListener('click', () => lookAt('', ''));

/**
 * A chart over time. It is rebuilt only when its series change.
 * @param container element that is emptied and filled
 * @param draw () => {x, series: [{label, colour, values, dash, points, bound}], bands, marks, spans, format, log, height, summary}; x in seconds,
 *     or in any unit that plain formats; a bound is the edge of a band and has no entry in the legend
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
    whole.hidden = lookedAt() === null;
    if (this.view.plain) return;
    if (this.view.x) this.name();
    this.plot?.setData(this.plot.data);
  }

  name() {
    const part = this.view.plain ? null : lookedAt();
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
      return;
    }
    this.shape = shape;
    this.plot?.destroy();
    this.container.replaceChildren();
    this.plot = new uPlot(this.options(view), data, this.container);
  }

  recolour() {
    this.shape = '';
    if (this.view.x) this.show(this.view);
  }

  options(view) {
    const format = view.format ?? figure;
    const axis = {stroke: () => colour('soft'), grid: {stroke: () => colour('line'), width: 1}, ticks: {stroke: () => colour('line'), width: 1}};
    return {
      ...this.size(),
      cursor: view.plain ? {drag: {x: false, y: false}} : {sync: {key: SYNC.key}, drag: {x: true, y: false, setScale: false}},
      scales: {
        x: view.plain ? {time: false, ...(view.reach ? {range: view.reach} : {})} : {time: true, range: (_, min, max) => lookedAt() ?? (min === max ? [min - 60, max + 60] : [min, max])},
        y: view.log ? {distr: 3, range: (_, min, max) => [10 ** Math.floor(Math.log10(min)), 10 ** Math.ceil(Math.log10(max * 1.01))]} : {range: view.range ?? ((_, min, max) => uPlot.rangeNum(min, max, 0.1, true))},
      },
      axes: [
        {...axis, space: 70, values: view.plain ? (_, ticks) => ticks.map(view.plain) : clock},
        {...axis, ...(view.log ? {splits: powers} : {}), size: 62, values: (_, ticks) => ticks.map(tick => tick === null ? '' : format(tick))},
      ],
      series: [
        {label: view.plain ? view.across : 'Time', value: (_, x) => x === null ? '' : view.plain ? view.plain(x) : new Date(1000 * x).toLocaleString('en-GB')},
        ...view.series.map(series => ({
          label: series.label,
          class: series.bound ? 'bound' : undefined,
          stroke: () => series.bound ? 'transparent' : colour(series.colour),
          width: series.width ?? 2,
          dash: series.dash,
          spanGaps: Boolean(series.joined),
          points: {show: series.points ?? (plot => plot.data[0].length < 40), size: 5},
          value: (_, value) => value === null || value === undefined ? '–' : format(value),
        })),
      ],
      bands: (view.bands ?? []).map(band => ({series: band.series, fill: () => faint(colour(band.colour), band.alpha)})),
      hooks: {drawAxes: [plot => this.spans(plot)], draw: [plot => this.marks(plot)], setSelect: view.plain ? [] : [selected], ready: view.plain ? [] : [plot => plot.over.addEventListener('dblclick', () => lookAt('', ''))]},
    };
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
    ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
    for (const mark of this.view.marks ?? []) {
      const x = plot.valToPos(mark.at, 'x', true);
      if (x < bbox.left - 1 || x > bbox.left + bbox.width + 1) continue;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      const right = x > bbox.left + 0.75 * bbox.width;
      ctx.textAlign = right ? 'right' : 'left';
      ctx.fillText(mark.text, x + (right ? -4 : 4) * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
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
