import {byId, el, say} from './dom.js';
import {percent, whole} from './format.js';
import {bind, bindDetails, chosen} from './address.js';
import {ofSlice} from './api.js';
import {LongTable} from './long-table.js';
import {span, unit, within} from './span.js';
import {ALL} from './vocabulary.js';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT] = [100, 22];

const details = byId('classes-details');
bindDetails(details, 'classes');
bind(byId('classes-arm'), 'arm', 'original');
const table = new LongTable(byId('classes-table'), {
  label: 'Classes, worst first',
  columns: [['class'], ['labelled', 'number'], ['recall', 'number'], ['precision', 'number'], ['recall over the time']],
  name: one => one.name,
  cells: one => [one.name, whole(one.support), percent(one.recall), percent(one.precision), sparkline(one.trend)],
});

/** With many classes, this is much: it is fetched only while somebody looks at it. */
export async function refresh() {
  if (!details.open) return;
  const view = await within(() => ofSlice('/classes', chosen('slice', ALL), {...span(), arm: chosen('arm', 'original')}));
  if (!view) return;
  say(byId('classes-hint'), view.rows.length
    ? `${chosen('from') || chosen('to') ? 'In the chosen time' : 'Since the version became champion'}, by ${unit(view)}. A class with few labels comes later than one with the same low recall and more labels.`
    : 'No class has a label in this time.');
  table.show(view.rows);
}

/** From 0 at the bottom to 1 at the top; a gap where no image had the class. */
function sparkline(trend) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('class', 'spark');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  const step = trend.length > 1 ? (WIDTH - 4) / (trend.length - 1) : 0;
  let pen = false;
  path.setAttribute('d', trend.map((value, index) => {
    if (value === null) {
      pen = false;
      return '';
    }
    const at = `${(2 + index * step).toFixed(1)} ${(HEIGHT - 2 - value * (HEIGHT - 4)).toFixed(1)}`;
    const move = `${pen ? 'L' : 'M'}${at}${pen ? '' : ' h0.1'}`;
    pen = true;
    return move;
  }).join(' '));
  svg.append(path);
  return svg;
}

details.addEventListener('toggle', () => refresh().catch(console.warn));
