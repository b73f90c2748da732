import {byId, el, options} from './dom.js';
import {percent, time} from './format.js';
import {bind, choose, chosen} from './address.js';
import {BASE, get} from './api.js';
import {picture} from './pictures.js';
import {byName} from './vocabulary.js';

const WORDS = {helped: 'helped', hurt: 'hurt', 'both-wrong': 'both wrong', unlabelled: 'no label yet'};
const cards = new Map();

bind(byId('flips-kind'), 'flips');
byId('flips-class').addEventListener('change', event => choose('class', event.target.value));
byId('flips-source').addEventListener('change', event => choose('source', event.target.value));

export async function refresh() {
  const filter = {kind: chosen('flips'), class: chosen('class'), source: chosen('source')};
  const [flips, all] = await Promise.all([get('/flips', {...filter, limit: 60}), get('/flips', {limit: 500})]);
  const classes = new Set(all.flatMap(flip => [flip.original.label, flip.corrected.label]));
  options(byId('flips-class'), [...classes].sort(byName), filter.class, 'all');
  options(byId('flips-source'), [...new Set(all.map(flip => flip.source).filter(Boolean))].sort(byName), filter.source, 'all');
  byId('flips-csv').href = `${BASE}/flips?${new URLSearchParams({...filter, format: 'csv'})}`;
  const filterText = JSON.stringify(filter);
  if (looking(filterText)) return;
  shownFilter = filterText;
  show(flips);
}

/** The gallery does not change while the pointer or the focus is in it. */
let shownFilter = '';
const looking = filter => cards.size > 0 && filter === shownFilter && document.querySelector('.scroller').matches(':hover, :focus-within');

/** A different token may give access to other images. */
addEventListener('token', () => {
  cards.clear();
  refresh().catch(console.warn);
});

/** A card keeps its element, and its image, until its flip changes. */
function show(flips) {
  const shown = flips.map(flip => {
    const key = `${flip.partition}:${flip.offset}:${flip.label}`;
    if (!cards.has(key)) cards.set(key, card(flip));
    return [key, cards.get(key)];
  });
  const keys = new Set(shown.map(([key]) => key));
  [...cards.keys()].filter(key => !keys.has(key)).forEach(key => cards.delete(key));
  byId('flips-gallery').replaceChildren(...(shown.length
    ? shown.map(([, element]) => element)
    : [el('li', {}, 'The arms agree on every image.')]));
}

function card(flip) {
  const kind = flip.kind.toLowerCase().replace('_', '-');
  return el('li', {class: kind},
    picture(flip.partition, flip.offset, flip.imageId),
    el('p', {}, el('strong', {}, WORDS[kind]), flip.label ? `: label ${flip.label}` : ''),
    el('p', {class: 'original-text'}, `original ${flip.original.label}, ${percent(flip.original.confidence, 0)}`),
    el('p', {class: 'corrected-text'}, `corrected ${flip.corrected.label}, ${percent(flip.corrected.confidence, 0)}`),
    el('p', {class: 'soft'}, `${flip.imageId}, ${time(flip.at)}${flip.source ? `, ${flip.source}` : ''}`));
}
