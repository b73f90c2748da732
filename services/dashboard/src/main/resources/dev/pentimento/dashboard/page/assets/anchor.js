/** What a person does to move on the page. */
const MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown'];

/**
 * Keeps the section that the address names in view while the sections above it fill and grow, until the reader moves. A
 * link to a section would otherwise end thousands of pixels away from it.
 */
export function keepInView() {
  const target = () => location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  let still = true;
  const stay = () => {
    if (still && target()) target().scrollIntoView({behavior: 'instant', block: 'start'});
  };
  const watch = new ResizeObserver(stay);
  watch.observe(document.querySelector('main'));
  const leave = () => { still = false; };
  MOVES.forEach(move => addEventListener(move, leave, {passive: true}));
  addEventListener('hashchange', () => {
    still = true;
    stay();
  });
}
