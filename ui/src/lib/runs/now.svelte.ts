// The time, second by second, for clocks that count. It ticks only while somebody looks.
import { createSubscriber } from 'svelte/reactivity';

const tick = createSubscriber((update) => {
  const timer = setInterval(update, 1000);
  return () => clearInterval(timer);
});

/** Milliseconds since 1970; read in a template it is read again every second. */
export function now(): number {
  tick();
  return Date.now();
}
