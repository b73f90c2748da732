/** The page's address contains the choices made on the page, so that a link shows the same view. */
const listeners = [];

export const chosen = (name, otherwise = '') => new URLSearchParams(location.search).get(name) ?? otherwise;

/** @param name a name, or an object of names and values that change together */
export function choose(name, value, otherwise = '') {
  const choices = typeof name === 'string' ? {[name]: value} : name;
  const parameters = new URLSearchParams(location.search);
  for (const [each, chosen] of Object.entries(choices)) {
    if (chosen === otherwise) parameters.delete(each);
    else parameters.set(each, chosen);
  }
  const query = parameters.toString();
  history.replaceState(null, '', `${location.pathname}${query ? `?${query}` : ''}${location.hash}`);
  listeners.forEach(listener => listener(Object.keys(choices)));
}

export const onChoice = listener => listeners.push(listener);

/** The address also contains whether something is expanded. */
export function bindDetails(details, name) {
  details.open = chosen(name) === 'open';
  details.addEventListener('toggle', () => choose(name, details.open ? 'open' : ''));
}

/** Ties a select to a name in the address. */
export function bind(select, name, otherwise = '') {
  select.value = chosen(name, otherwise);
  select.addEventListener('change', () => choose(name, select.value, otherwise));
}
