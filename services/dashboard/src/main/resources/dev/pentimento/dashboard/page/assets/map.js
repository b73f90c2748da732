import {byId, colour, el, rem} from './dom.js';
import {figure, percent, time} from './format.js';
import {bind, choose, chosen, onChoice} from './address.js';
import {get} from './api.js';
import {categories, faint, flipColours, timeColours} from './palette.js';
import {picture} from './pictures.js';
import {MANY, drawCircles, drawPixels} from './dots.js';
import {tsne} from './tsne.js';
import {CORRECTED, ORIGINAL} from './vocabulary.js';

const maps = [
  {canvas: byId('map-original'), label: ORIGINAL, components: ['x', 'y'], tsne: [0, 1]},
  {canvas: byId('map-corrected'), label: CORRECTED, components: ['corrected_x', 'corrected_y'], tsne: [2, 3]},
];
const points = new Map();
let sequence = 0;
let prepared = null;
let pointed = null;
let backdrop = [];
let backdropOf = null;
let sample = null;
let sampling = false;

bind(byId('map-colour'), 'colour', 'prediction');
bind(byId('map-places'), 'places', 'components');
bind(byId('map-backdrop'), 'backdrop', 'reference');
onChoice(names => {
  if (!names.includes('places')) return;
  sample = null; // request a new sample: other images have arrived
  prepared = null; // of the other layout
  take();
});
byId('map-legend-search').addEventListener('input', () => prepared && legend(prepared.colours, prepared.all.length));
for (const map of maps) {
  new ResizeObserver(drawSoon).observe(map.canvas);
  map.canvas.addEventListener('pointermove', event => point(nearest(map, event)));
  map.canvas.addEventListener('pointerdown', event => {
    point(nearest(map, event));
    remember();
  });
  map.canvas.addEventListener('keydown', event => step(event));
}

/** The service has restarted, and so has its sequence. */
export function forget() {
  points.clear();
  sequence = 0;
}

export async function refresh() {
  const view = await get('/map', {after: sequence});
  sequence = view.sequence;
  const columns = view.points.columns;
  for (const row of view.points.rows) {
    const one = Object.fromEntries(columns.map((name, place) => [name, row[place]]));
    points.set(`${one.partition}:${one.offset}`, one);
  }
  const surplus = points.size - view.capacity;
  if (surplus > 0) [...points.keys()].slice(0, surplus).forEach(key => points.delete(key));
  take();
  draw();
  const linked = points.get(chosen('image'));
  if (linked && !pointed) point(linked);
  await fetchBackdrop();
}

export const recolour = draw;

const byTsne = () => chosen('places', 'components') === 'tsne';

/** Positions of an image on both maps; null if it is not on the map. */
const placesOf = one => byTsne() ? sample?.get(keyOf(one)) ?? null : one;

const shown = () => byTsne() ? [...points.values()].filter(one => sample?.has(keyOf(one))) : [...points.values()].filter(one => one.x !== null);

/** A link includes the selected image. */
function remember() {
  if (pointed) choose('image', keyOf(pointed));
}

/** A sample is positioned once, on request; it does not follow the stream. */
async function take() {
  if (!byTsne() || sample || sampling || points.size === 0) {
    hint();
    return;
  }
  sampling = true;
  try {
    hint('Computing t-SNE …');
    sample = await tsne();
    sampling = false;
    hint();
    draw();
  } catch (failure) {
    sampling = false;
    sample = new Map();
    hint(`No t-SNE: ${failure.message}.`);
  }
}

function hint(text) {
  if (sampling && text === undefined) return;
  byId('map-hint').textContent = text ?? (byTsne()
    ? `${sample?.size ?? 0} of the latest images at the time of the request, positioned by t-SNE of both embeddings together. The right map shows them after the champion's correction.`
    : "The latest images on the first two principal components of the reference.");
}

/** Training images of the champion, requested once for each champion. */
async function fetchBackdrop() {
  const version = [...points.values()].at(-1)?.version ?? null;
  if (version === null || version === backdropOf || chosen('backdrop', 'reference') === 'none') return;
  try {
    const {points: table} = await get('/map/reference');
    backdrop = table.rows.map(([label, x, y]) => ({label, x, y}));
    backdropOf = version;
    draw();
  } catch (failure) {
    console.warn(failure);
  }
}

/** Both maps have the same extent, so that movements are visible. The outermost 0.5 % of the images are left out. */
function extentOf(all) {
  const axis = which => {
    const values = Float64Array.from(maps.flatMap(map => all.map(one => placesOf(one)[fields(map)[which]]).filter(value => value !== null))).sort();
    if (values.length === 0) return null;
    const low = values[Math.floor(0.005 * (values.length - 1))];
    const high = values[Math.ceil(0.995 * (values.length - 1))];
    const margin = 0.06 * (high - low) || 1;
    return [low - margin, high + margin];
  };
  const x = axis(0);
  const y = axis(1);
  return x && y ? {x, y} : null;
}

const fields = map => byTsne() ? map.tsne : map.components;

function kindOf(one) {
  if (one.original === one.corrected) return 'agree';
  if (one.label === null) return 'flip without a label';
  if (one.corrected === one.label) return 'helped';
  return one.original === one.label ? 'hurt' : 'both wrong';
}

/** The colours of the points, and the function that names the colour of a point. */
function scheme(all) {
  const by = chosen('colour', 'prediction');
  if (by === 'flip') return {colours: flipColours(), name: kindOf};
  if (by === 'time') return timeScheme(all);
  if (by === 'prediction') {
    return {colours: categories(new Set(all.flatMap(one => [one.original, one.corrected]))), name: (one, map) => one[map.label]};
  }
  const none = by === 'label' ? 'no label yet' : 'no source';
  const names = new Set(all.map(one => one[by]).filter(Boolean));
  const colours = categories(names);
  if (all.some(one => !one[by])) colours.set(none, faint());
  return {colours, name: one => one[by] ?? none};
}

function timeScheme(all) {
  const list = timeColours();
  const names = ['oldest', 'older', 'between', 'newer', 'newest'];
  const order = new Map(all.map((one, place) => [one, Math.min(4, Math.floor(5 * place / all.length))]));
  return {colours: new Map(names.map((name, place) => [name, list[place]])), name: one => names[order.get(one)]};
}

/** What has changed is prepared again; a new size needs only the drawing. */
function draw() {
  const all = shown();
  const {colours, name} = scheme(all);
  prepared = {all, colours, extent: extentOf(all), groups: maps.map(map => grouped(all, colours, one => name(one, map)))};
  paint();
  legend(colours, all.length);
}

function grouped(all, colours, name) {
  const groups = new Map([...colours.keys()].map(key => [key, []]));
  for (const one of all) groups.get(name(one))?.push(one);
  // Points on which the arms agree, or without a label, are drawn below the rest.
  return [...groups].reverse().map(([key, points]) => ({colour: colours.get(key), points}));
}

function paint() {
  maps.forEach((map, index) => {
    drawMap(map, prepared.groups[index]);
    map.picture = copyOf(map.canvas);
  });
  markPointed();
}

let dueToDraw = false;
function drawSoon() {
  if (dueToDraw || !prepared) return;
  dueToDraw = true;
  requestAnimationFrame(() => {
    dueToDraw = false;
    if (prepared) paint();
  });
}

function copyOf(canvas) {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  if (canvas.width && canvas.height) copy.getContext('2d').drawImage(canvas, 0, 0);
  return copy;
}

/** Marks the point on a copy of the picture, so that moving the pointer does not redraw thousands of dots. */
function markPointed() {
  const one = pointed && points.get(keyOf(pointed));
  for (const map of maps) {
    if (!map.picture?.width || !map.picture.height) continue;
    const ctx = map.canvas.getContext('2d');
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, map.canvas.width, map.canvas.height);
    ctx.drawImage(map.picture, 0, 0);
    ctx.restore();
    if (one && map.place && placesOf(one)?.[fields(map)[0]] != null) mark(ctx, map.place(one));
  }
}

function drawMap(map, groups) {
  const {all, extent} = prepared;
  const {canvas} = map;
  const ratio = devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const ctx = canvas.getContext('2d');
  ctx.scale(ratio, ratio);
  canvas.setAttribute('aria-label', `Map of ${all.length} ${map.label} embeddings`);
  map.place = null;
  if (!extent || width === 0) {
    ctx.fillStyle = colour('soft');
    ctx.font = `${0.94 * rem()}px system-ui, sans-serif`;
    ctx.fillText(points.size ? byTsne() ? 'No image has a position yet.' : 'The version has no reference, so there is no map.' : 'No image yet.', 12, 1.75 * rem());
    return;
  }
  const [across, up] = fields(map);
  const at = (x, y) => [
    width * (x - extent.x[0]) / (extent.x[1] - extent.x[0]),
    height * (1 - (y - extent.y[0]) / (extent.y[1] - extent.y[0])),
  ];
  map.place = one => {
    const places = placesOf(one);
    return at(places[across], places[up]);
  };
  if (!byTsne() && chosen('backdrop', 'reference') === 'reference') drawBackdrop(ctx, at);
  const radius = Math.max(1.6, Math.min(3.2, 110 / Math.sqrt(all.length + 1)));
  ctx.globalAlpha = 0.75;
  if (all.length > MANY) {
    drawPixels(ctx, groups, map.place, radius);
  } else {
    drawCircles(ctx, groups, map.place, radius);
  }
  ctx.globalAlpha = 1;
}

/** Training images are rings, so that they do not look like images from the stream. */
function drawBackdrop(ctx, at) {
  ctx.strokeStyle = faint();
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.7;
  ctx.beginPath();
  for (const one of backdrop) {
    const [x, y] = at(one.x, one.y);
    ctx.moveTo(x + 3, y);
    ctx.arc(x, y, 3, 0, 7);
  }
  ctx.stroke();
}

const keyOf = one => `${one.partition}:${one.offset}`;

function mark(ctx, [x, y]) {
  ctx.strokeStyle = colour('ink');
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(x, y, 8, 0, 7);
  ctx.moveTo(x - 14, y);
  ctx.lineTo(x - 8, y);
  ctx.moveTo(x + 8, y);
  ctx.lineTo(x + 14, y);
  ctx.stroke();
}

/** The pointer moves more often than the screen can be redrawn. */
let due = false;
function markSoon() {
  if (due) return;
  due = true;
  requestAnimationFrame(() => {
    due = false;
    markPointed();
  });
}

/** Entries of the legend that are shown at a time. */
const ENTRIES = 20;

function legend(colours, count) {
  const search = byId('map-legend-search');
  const names = count === 0 ? [] : [...colours.keys()];
  search.hidden = names.length <= ENTRIES;
  const wanted = search.hidden ? '' : search.value.trim().toLowerCase();
  const found = names.filter(name => name.toLowerCase().includes(wanted));
  byId('map-legend').replaceChildren(...found.slice(0, ENTRIES).map(name => {
    const item = el('li', {}, name);
    item.style.setProperty('--swatch', colours.get(name));
    return item;
  }));
  byId('map-legend-more').textContent = found.length > ENTRIES ? `and ${found.length - ENTRIES} more` : '';
}

function nearest(map, event) {
  if (!map.place) return null;
  const box = map.canvas.getBoundingClientRect();
  const at = [event.clientX - box.left, event.clientY - box.top];
  let best = null;
  let distance = 18 ** 2;
  for (const one of shown()) {
    const [x, y] = map.place(one);
    const square = (x - at[0]) ** 2 + (y - at[1]) ** 2;
    if (square < distance) [best, distance] = [one, square];
  }
  return best;
}

/** Keyboard: moves from image to image in order of arrival; End goes to the newest. */
function step(event) {
  const all = shown();
  const here = pointed ? all.findIndex(one => keyOf(one) === keyOf(pointed)) : all.length;
  const there = {ArrowLeft: here - 1, ArrowUp: here - 1, ArrowRight: here + 1, ArrowDown: here + 1, Home: 0, End: all.length - 1}[event.key];
  if (there === undefined || all.length === 0) return;
  event.preventDefault();
  point(all[Math.max(0, Math.min(all.length - 1, there))]);
  remember();
}

function point(one) {
  if (!one || (pointed && keyOf(one) === keyOf(pointed))) return;
  pointed = one;
  markSoon();
  byId('map-detail').replaceChildren(
    picture(one.partition, one.offset, one.image_id),
    el('dl', {},
      el('dt', {}, 'image'), el('dd', {}, `${one.image_id} at ${time(one.at)}${one.source ? ` from ${one.source}` : ''}`),
      el('dt', {}, 'original'), el('dd', {class: 'original-text'}, `${one.original}, ${percent(one.original_confidence, 0)}`),
      el('dt', {}, 'corrected'), el('dd', {class: 'corrected-text'}, `${one.corrected}, ${percent(one.corrected_confidence, 0)}, moved ${figure(one.displacement)} σ`),
      el('dt', {}, 'label'), el('dd', {}, one.label ?? 'not yet')));
}
