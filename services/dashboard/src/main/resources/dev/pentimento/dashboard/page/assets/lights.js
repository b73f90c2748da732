import {byId, el} from './dom.js';
import {acknowledgeButton} from './decisions.js';
import {percent, points, time, whole} from './format.js';

const QUESTIONS = {right: 'Is the model right?', moved: 'Has the input moved?', helps: 'Does the correction help?'};
const shown = new Map();

/** The three answers. A light keeps its element until it says something else, so that a screen reader is not disturbed. */
export function show(now) {
  const figures = {right: ofRight(now.right), moved: ofMoved(now.moved), helps: ofHelps(now)};
  const lights = Object.keys(QUESTIONS).map(name => {
    const text = JSON.stringify([now[name], figures[name].map(node => node.outerHTML)]);
    if (shown.get(name)?.text !== text) shown.set(name, {text, element: light(name, now[name], figures[name])});
    return shown.get(name).element;
  });
  const place = byId('lights');
  if (lights.some((element, index) => element !== place.children[index])) place.replaceChildren(...lights);
}

const light = (name, said, figures) => el('section', {class: `light ${said.state.toLowerCase()}`, id: `light-${name}`, 'aria-labelledby': `light-${name}-title`},
  el('h2', {id: `light-${name}-title`}, QUESTIONS[name]),
  el('p', {class: 'answer'}, el('span', {class: 'lamp', 'aria-hidden': 'true'}), said.answer),
  el('dl', {}, figures),
  el('p', {class: 'sentence'}, said.sentence),
  said.heldBack ? el('p', {class: 'soft'}, `Held back: ${said.heldBack}.`) : null,
  el('p', {class: 'next'}, el('span', {class: 'unseen'}, 'Next: '), said.next),
  name === 'right' && said.state === 'BAD' ? acknowledgeButton('accuracy', 'that accuracy is below the floor') : null,
  name === 'helps' && said.state === 'BAD' ? acknowledgeButton('correction', 'that the correction hurts') : null);

const figure = (name, value, more) => el('div', {}, el('dt', {}, name), el('dd', {}, value, more ? el('small', {}, more) : null));

const labels = reading => `${percent(reading.lower, 0)} to ${percent(reading.upper, 0)}, ${whole(reading.labels)} ${reading.labels === 1 ? 'label' : 'labels'}`;

/** Each figure says what it is of: the last window, the last hour, or training; never all time. */
function ofRight(right) {
  return [
    right.window ? figure(`Window to ${time(right.window.to)}`, percent(right.window.value), labels(right.window)) : null,
    right.span ? figure(right.sinceMoved ? 'Since the input moved' : 'Last hour of labels', percent(right.span.value), labels(right.span)) : null,
    right.before ? figure(`Before, to ${time(right.before.to)}`, percent(right.before.value), labels(right.before)) : null,
    right.estimate ? figure('Estimate', percent(right.estimate.accuracy), `${percent(right.estimate.lower, 0)} to ${percent(right.estimate.upper, 0)}, without labels`) : null,
    right.training === null ? null : figure('At training', percent(right.training), right.floor === null ? '' : `floor ${percent(right.floor)}`),
  ].filter(Boolean);
}

const ofMoved = moved => [
  figure('Open alarms', whole(moved.alarms)),
  moved.size === null ? null : figure('Images that differ', `${percent(moved.size, 0)}`, moved.source === null ? 'at least' : `at least, of source ${moved.source}`),
].filter(Boolean);

const ofHelps = now => {
  const paired = now.comparison;
  return paired && paired.difference !== null && now.verdict !== 'NONE'
    ? [figure('Difference in accuracy', `${points(paired.difference)}`, `points, ${points(paired.lower)} to ${points(paired.upper)}`),
      figure('Flips', whole(paired.flips), `${whole(paired.helped)} helped, ${whole(paired.hurt)} hurt`)]
    : [];
};
