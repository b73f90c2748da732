import {el, rem, say} from './dom.js';
import {whole} from './format.js';

/** From so many rows on, a table scrolls and can be searched. */
const MANY = 15;
/** Rows that are drawn beyond the visible ones, so that fast scrolling shows no gap. */
const BEYOND = 8;
/** As in the style sheet. */
const ROW = 2.1;

/** A table of which only the visible rows are elements: a thousand classes cost as much as thirty. */
export class LongTable {
  /**
   * @param place element that is filled
   * @param label name of the table
   * @param columns [title, kind] with the kind `number` or nothing
   * @param name text by which an item is found
   * @param kind class of an item's row
   * @param cells contents of an item's cells; the first is the heading of the row
   */
  constructor(place, {label, columns, name, cells, kind = () => ''}) {
    this.name = name;
    this.cells = cells;
    this.kind = kind;
    this.columns = columns;
    this.items = [];
    this.found = [];
    this.search = el('input', {type: 'search', placeholder: 'search', 'aria-label': `Search: ${label}`, oninput: () => this.filter(true)});
    this.count = el('span', {class: 'soft', role: 'status'});
    this.bar = el('div', {class: 'controls', hidden: true}, this.search, this.count);
    this.body = el('tbody');
    this.table = el('table', {class: 'plain'},
      el('thead', {}, el('tr', {'aria-rowindex': 1}, columns.map(([title, kind]) => el('th', {scope: 'col', class: kind}, title)))),
      this.body);
    this.region = el('div', {class: 'scroll long', tabindex: 0, role: 'region', 'aria-label': label, onscroll: () => this.soon()}, this.table);
    place.replaceChildren(this.bar, this.region);
    new ResizeObserver(() => this.soon()).observe(this.region);
  }

  show(items) {
    this.items = items;
    this.bar.hidden = items.length < MANY;
    this.filter(false);
  }

  filter(again) {
    const wanted = this.search.value.trim().toLowerCase();
    this.found = wanted ? this.items.filter(item => this.name(item).toLowerCase().includes(wanted)) : this.items;
    say(this.count, `${whole(this.found.length)} of ${whole(this.items.length)}`);
    this.table.setAttribute('aria-rowcount', this.found.length + 1);
    if (again) this.region.scrollTop = 0;
    this.draw();
  }

  /** At most once per frame. */
  soon() {
    if (this.due) return;
    this.due = true;
    requestAnimationFrame(() => {
      this.due = false;
      this.draw();
    });
  }

  draw() {
    const height = Math.round(ROW * rem());
    const first = Math.max(0, Math.floor(this.region.scrollTop / height) - BEYOND);
    const last = Math.min(this.found.length, first + Math.ceil(this.region.clientHeight / height) + 2 * BEYOND);
    const rows = this.found.slice(first, last).map((item, index) => this.row(item, first + index));
    this.body.replaceChildren(gap(first * height, this.columns.length), ...rows, gap((this.found.length - last) * height, this.columns.length));
  }

  row(item, place) {
    return el('tr', {class: this.kind(item) || undefined, 'aria-rowindex': place + 2}, this.cells(item).map((cell, index) => index
      ? el('td', {class: this.columns[index][1]}, cell)
      : el('th', {scope: 'row', title: typeof cell === 'string' ? cell : undefined}, cell)));
  }
}

function gap(height, columns) {
  if (height <= 0) return '';
  const cell = el('td', {colspan: columns});
  cell.style.height = `${height}px`;
  return el('tr', {class: 'gap', 'aria-hidden': 'true'}, cell);
}
