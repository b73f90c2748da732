import {BASE} from './api.js';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
/** The service sends an event at least every ten seconds. */
const SILENCE = 25_000;

/** Follows the stream of changes and reopens it when it ends. */
export function follow({onHello, onChanged, onState}) {
  let source;
  let pause = FIRST_PAUSE;
  let watchdog;

  const heard = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(again, SILENCE);
    onState('live');
  };
  const again = () => {
    clearTimeout(watchdog);
    source?.close();
    onState('broken');
    setTimeout(open, pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  };
  const open = () => {
    source = new EventSource(`${BASE}/events`);
    source.addEventListener('hello', event => {
      pause = FIRST_PAUSE;
      heard();
      onHello(JSON.parse(event.data).run);
    });
    source.addEventListener('changed', event => {
      heard();
      onChanged(JSON.parse(event.data));
    });
    source.addEventListener('still-here', () => {
      heard();
      onChanged(['now']);
    });
    source.onerror = again;
  };
  open();
}
