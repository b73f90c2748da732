import {el} from './dom.js';
import {percent, time, whole} from './format.js';
import {acknowledgeButton, acknowledged, cared} from './decisions.js';
import {ALL, sourceOf} from './vocabulary.js';

export const where = entry => entry.slice === ALL ? '' : ` (${sourceOf(entry.slice)})`;

/** How much of the stream looks different, as a person would say it. */
export const howMuch = size => size >= 0.5 ? 'most images look' : size >= 0.2 ? 'many images look' : 'some images look';

const onset = entry => entry.sinceFirstImage
  ? 'The input has differed since the first image, as far as can be told.'
  : `It began at about ${time(entry.startedAt)}${entry.onsetLatestImage < 0 ? '' : `, between images ${whole(entry.onsetEarliestImage)} and ${whole(entry.onsetLatestImage)}`}.`;

/** An alarm in plain words, with the detector's own words folded away. */
export function alarm(entry) {
  const open = entry.state === 'RAISED';
  const from = entry.sources.length ? ` The change comes with ${entry.sources.slice(0, 4).join(', ')}.` : '';
  const classes = entry.classes.length ? ` Most changed in how often they are named: ${entry.classes.slice(0, 4).join(', ')}.` : '';
  const details = [
    entry.size ? `At least ${percent(entry.size, 0)} of the images differ.` : null,
    entry.scores.length ? `Moved most: ${entry.scores.slice(0, 4).join(' · ')}.` : null,
    entry.replaces ? `It took the place of alarm ${entry.replaces}.` : null,
    `Alarm ${entry.id}.`,
  ].filter(Boolean).join(' ');
  return el('div', {class: open ? 'alarm' : 'alarm resolved'},
    el('p', {}, el('strong', {}, `${open ? 'Drift' : 'Drift, resolved'}${where(entry)}`),
      `: since ${time(entry.raisedAt)}, ${howMuch(entry.size)} unlike the training images.${classes}${from}${entry.resolvedAt ? ` It ended at ${time(entry.resolvedAt)}.` : ` ${onset(entry)}`}`),
    open ? acknowledged(entry) : null,
    open && !cared(entry) ? acknowledgeButton(`drift/${entry.id}`, `the drift alarm${where(entry)}`) : null,
    el('details', {}, el('summary', {}, 'Details'), details));
}
