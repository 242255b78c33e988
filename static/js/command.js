// Sends commands so that a tap counts exactly once. The client chooses the id;
// the server answers a repeated id like the first time; so after a network
// failure the same command is sent again, with the same id, without harm.

import { RETRY_FOR, retryDelay } from './backoff.js';

const TIMEOUT = 6_000; // ms for one attempt

// newId makes a command id. crypto.randomUUID is missing on plain http, which
// is what a room's own wifi has.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

// send posts a body until there is an answer: {seq} or {code, message}; null if
// there was none for 20 s.
export async function send(url, body) {
  const began = performance.now();
  for (let attempt = 0; ; attempt++) {
    const answer = await once(url, body);
    if (answer) return answer;
    const wait = retryDelay(attempt);
    if (performance.now() - began + wait > RETRY_FOR) return null;
    await new Promise((go) => setTimeout(go, wait));
  }
}

// once is null if the network failed, or the server is just starting or busy.
async function once(url, body) {
  try {
    const answer = await fetch(url, {
      method: 'POST', body, headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(TIMEOUT),
    });
    if ([502, 503, 504].includes(answer.status)) return null;
    return await answer.json();
  } catch {
    return null;
  }
}
