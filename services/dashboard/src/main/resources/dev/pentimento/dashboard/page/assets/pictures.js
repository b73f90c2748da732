import {el} from './dom.js';
import {image} from './api.js';

const seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => {
  seen.unobserve(entry.target);
  load(entry.target);
}), {rootMargin: '200px'});

const wanted = new WeakMap();

/** An image that is fetched when it scrolls into view. If it cannot be shown, the reason is shown instead. */
export function picture(partition, offset, id) {
  const frame = el('div', {class: 'picture missing'}, '…');
  wanted.set(frame, {partition, offset, id});
  seen.observe(frame);
  return frame;
}

async function load(frame) {
  const {partition, offset, id} = wanted.get(frame);
  try {
    const address = await image(partition, offset, id);
    const shown = el('img', {class: 'picture', alt: `image ${id}`});
    shown.onload = () => URL.revokeObjectURL(address);
    shown.onerror = () => {
      URL.revokeObjectURL(address);
      shown.replaceWith(missing('cannot be displayed by the browser'));
    };
    shown.src = address;
    frame.replaceWith(shown);
  } catch (failure) {
    frame.replaceWith(missing(failure.status === 401 ? 'needs the token' : failure.status === 403 ? 'images are disabled' : failure.message));
  }
}

const missing = text => el('div', {class: 'picture missing'}, text);
