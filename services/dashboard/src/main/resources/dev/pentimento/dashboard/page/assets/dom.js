/** Makes an element. Texts are always text: nothing that comes from the stream is read as markup. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

export const byId = id => document.getElementById(id);

/** Sets a text only where it differs, so that a screen reader is not told the same twice. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Options of a select, its choice kept. */
export function options(select, values, wanted, all) {
  const list = [...(all === undefined ? [] : [['', all]]), ...values.map(value => Array.isArray(value) ? value : [value, value])];
  if (wanted && !list.some(([value]) => value === wanted)) list.push([wanted, wanted]);
  const before = [...select.options].map(option => option.value).join('\n');
  if (before !== list.map(([value]) => value).join('\n')) {
    select.replaceChildren(...list.map(([value, text]) => el('option', {value}, text)));
  }
  select.value = wanted ?? '';
}

export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
