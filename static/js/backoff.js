// How long to wait before trying again. Full jitter: a hall of phones that lost
// the server at the same moment must not come back at the same moment.

const FIRST = 400; // ms
const MINUTE = 60_000;

// reconnectDelay is the wait before a connection attempt: at most 3 s in the
// first minute without one, then at most 15 s. attempt counts from 0.
export function reconnectDelay(attempt, lostFor, random = Math.random) {
  const cap = lostFor < MINUTE ? 3_000 : 15_000;
  return random() * Math.min(cap, FIRST * 2 ** Math.min(attempt, 10));
}

// RETRY_FOR is how long a command is sent again after the network failed it.
export const RETRY_FOR = 20_000;

// retryDelay is the wait before a command is sent again.
export function retryDelay(attempt, random = Math.random) {
  return (0.5 + random() / 2) * Math.min(2_000, 250 * 2 ** Math.min(attempt, 10));
}
