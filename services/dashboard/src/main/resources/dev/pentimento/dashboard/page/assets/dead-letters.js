import {byId, el} from './dom.js';
import {time, whole} from './format.js';
import {get} from './api.js';

let open = false;

export async function refresh() {
  const view = await get('/dead-letters');
  const place = byId('dead-letters-table');
  if (view.total === 0) {
    place.replaceChildren(el('p', {class: 'empty'}, 'None: every record was usable.'));
    return;
  }
  const latest = el('details', {open}, el('summary', {}, `The latest ${view.latest.length}`), table(
    ['when', 'where', 'bytes', 'reason'],
    view.latest.map(letter => [time(letter.at), `${letter.topic}-${letter.partition} at ${letter.offset}`, whole(letter.size), `${words(letter.reason)}: ${letter.detail}`])));
  latest.addEventListener('toggle', () => { open = latest.open; });
  place.replaceChildren(
    table(['reason', 'count', 'service', 'topic', 'latest', 'latest detail'], view.counts.map(count =>
      [words(count.reason), whole(count.count), count.service, count.topic, time(count.latest), count.detail])),
    latest);
}

const words = reason => reason.toLowerCase().replaceAll('_', ' ');

const table = (names, rows) => el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': names.join(', ')}, el('table', {},
  el('thead', {}, el('tr', {}, names.map(name => el('th', {scope: 'col'}, name)))),
  el('tbody', {}, rows.map(row => el('tr', {}, row.map(cell => el('td', {}, cell)))))));
