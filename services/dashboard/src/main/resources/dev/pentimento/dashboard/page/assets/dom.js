/** Creates an element. Text stays text: nothing from the stream is interpreted as markup. */
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

/** Sets a text only if it differs, so that a screen reader does not read the same text twice. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets the options of a select and keeps its choice. */
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

/** The page's text size in CSS pixels; it is larger on a wall. Text on a canvas does not inherit it. */
export const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
