import {colour, el, rem, say} from './dom.js';
import {percent, whole} from './format.js';
import {LongTable} from './long-table.js';

const PAIRS = 500;
const LARGEST = 36; // rem
/** Smallest cells, in rem, that have the names of their classes beside them, and their counts in them. */
const NAMED = 0.8;
const COUNTED = 1.7;

/** One arm's confusion matrix on a canvas: the classes with most errors first. Below it, the worst pairs as a table. */
export class Matrix {
  constructor(place) {
    this.caption = el('figcaption');
    this.canvas = el('canvas', {class: 'matrix', role: 'img', onpointermove: event => this.point(event)});
    this.detail = el('p', {class: 'hint'});
    const table = el('div');
    place.append(el('figure', {}, this.caption, this.canvas, this.detail, table));
    this.pairs = new LongTable(table, {
      label: 'Worst pairs of classes',
      columns: [['is'], ['predicted as'], ['images', 'number'], ['share', 'number']],
      name: pair => `${pair.truth} ${pair.predicted}`,
      cells: pair => [pair.truth, pair.predicted, whole(pair.images), percent(pair.share)],
    });
    new ResizeObserver(() => this.draw()).observe(this.caption);
  }

  show(arm, classes) {
    this.classes = classes;
    this.counts = arm.confusion;
    const size = classes.length;
    const [rows, errors] = [new Float64Array(size), new Float64Array(size)];
    const wrong = [];
    for (let truth = 0, cell = 0; truth < size; truth++) {
      for (let predicted = 0; predicted < size; predicted++, cell++) {
        const images = this.counts[cell];
        if (images === 0) continue;
        rows[truth] += images;
        if (truth === predicted) continue;
        errors[truth] += images;
        errors[predicted] += images;
        wrong.push([truth, predicted, images]);
      }
    }
    this.rows = rows;
    this.order = [...classes.keys()].sort((a, b) => errors[b] - errors[a] || a - b);
    wrong.sort((a, b) => b[2] - a[2]);
    const pairs = wrong.slice(0, PAIRS).map(([truth, predicted, images]) => ({truth: classes[truth], predicted: classes[predicted], images, share: images / rows[truth]}));
    this.pairs.show(pairs);
    say(this.caption, `${arm.arm}: rows are true classes, columns predicted ones, most errors first (${whole(arm.labelled)} labels, calibration error ${percent(arm.calibrationError)}${wrong.length > PAIRS ? `; the table has the worst ${whole(PAIRS)} of ${whole(wrong.length)} pairs` : ''})`);
    this.canvas.setAttribute('aria-label', `Confusion matrix, ${arm.arm}, of ${whole(size)} classes. ${pairs.length ? `Most often, ${pairs[0].truth} is predicted as ${pairs[0].predicted}: ${whole(pairs[0].images)} images.` : 'No error.'}`);
    this.draw();
  }

  draw() {
    const width = Math.min(this.caption.clientWidth, LARGEST * rem());
    if (!this.order || width === 0) return;
    const size = this.order.length;
    const ctx = this.canvas.getContext('2d');
    const font = `${0.75 * rem()}px system-ui, sans-serif`;
    ctx.font = font;
    const longest = Math.min(0.3 * width, Math.max(...this.classes.slice(0, 60).map(name => ctx.measureText(name).width)) + 0.5 * rem());
    this.margin = (width - longest) / size < NAMED * rem() ? 0 : longest;
    const side = width - this.margin;
    const ratio = devicePixelRatio || 1;
    this.canvas.width = this.canvas.height = Math.round(width * ratio);
    this.canvas.style.width = this.canvas.style.height = `${width}px`;
    ctx.scale(ratio, ratio);
    ctx.imageSmoothingEnabled = side < size;
    ctx.drawImage(this.cells(), this.margin, this.margin, side, side);
    this.cell = side / size;
    ctx.font = font;
    ctx.fillStyle = colour('ink');
    ctx.textBaseline = 'middle';
    if (this.margin > 0) this.names(ctx);
    if (this.cell >= COUNTED * rem()) this.numbers(ctx);
  }

  /** A picture with one pixel for each cell: green on the diagonal, red beside it, stronger with the share of the row. */
  cells() {
    const size = this.order.length;
    const picture = el('canvas', {width: size, height: size});
    const ctx = picture.getContext('2d');
    const data = ctx.createImageData(size, size);
    const [good, bad] = [rgb(colour('good')), rgb(colour('bad'))];
    let at = 0;
    for (const truth of this.order) {
      for (const predicted of this.order) {
        const images = this.counts[truth * size + predicted];
        if (images > 0) {
          data.data.set(truth === predicted ? good : bad, at);
          data.data[at + 3] = 40 + 160 * Math.sqrt(images / this.rows[truth]);
        }
        at += 4;
      }
    }
    ctx.putImageData(data, 0, 0);
    return picture;
  }

  names(ctx) {
    this.order.forEach((one, place) => {
      const middle = this.margin + (place + 0.5) * this.cell;
      ctx.textAlign = 'right';
      ctx.fillText(this.classes[one], this.margin - 4, middle, this.margin - 6);
      ctx.save();
      ctx.translate(middle, this.margin - 4);
      ctx.rotate(-Math.PI / 2);
      ctx.textAlign = 'left';
      ctx.fillText(this.classes[one], 0, 0, this.margin - 6);
      ctx.restore();
    });
  }

  numbers(ctx) {
    ctx.textAlign = 'center';
    this.order.forEach((truth, row) => this.order.forEach((predicted, column) => {
      const images = this.counts[truth * this.order.length + predicted];
      if (images) ctx.fillText(whole(images), this.margin + (column + 0.5) * this.cell, this.margin + (row + 0.5) * this.cell, this.cell - 2);
    }));
  }

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    const place = offset => this.order?.[Math.floor((offset - this.margin) / this.cell)];
    const [truth, predicted] = [place(event.clientY - box.top), place(event.clientX - box.left)];
    if (truth === undefined || predicted === undefined) return;
    const images = this.counts[truth * this.order.length + predicted];
    say(this.detail, `${this.classes[truth]} predicted as ${this.classes[predicted]}: ${whole(images)} of ${whole(this.rows[truth])} images`);
  }
}

const rgb = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
