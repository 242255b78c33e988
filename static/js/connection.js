// The way that frames come: a websocket, and on networks that refuse it a GET
// every two seconds. Reconnecting is the normal case: the position goes along,
// so the server sends only what is missing.

import { reconnectDelay } from './backoff.js';

const STOP = [4001, 4002]; // signed out; the game is gone
const SILENCE = 40_000; // ms; the server says the time every 15 s
const OPENING = 5_000; // ms for a socket to open
const POLL = 2_000; // ms
const POLL_AFTER = 3; // sockets in a row that brought nothing
const GRACE = 1_500; // ms before a lost connection is shown

// Connection brings frames. hooks:
//   query()      the position as a query string
//   take(frame)  a frame came
//   lost(is)     the connection is lost, or back
//   stop()       there is nothing to come back to
export class Connection {
  constructor(live, frame, hooks) {
    this.live = new URL(live, location.href);
    this.live.protocol = this.live.protocol.replace('http', 'ws');
    this.frame = new URL(frame, location.href);
    this.hooks = hooks;
    this.socket = null;
    this.failures = 0; // sockets in a row that brought nothing
    this.heard = performance.now();
    this.stopped = false;
  }

  start() {
    this.open();
    setInterval(() => this.watch(), 1_000);
    setInterval(() => { if (this.failures >= POLL_AFTER) this.poll(); }, POLL);
    addEventListener('online', () => this.hurry());
    addEventListener('pageshow', () => this.hurry());
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.hurry(); });
  }

  // open tries a socket.
  open() {
    if (this.stopped || this.socket) return;
    clearTimeout(this.timer);
    const socket = new WebSocket(withQuery(this.live, this.hooks.query()));
    this.socket = socket;
    this.opened = performance.now();
    let brought = false;
    socket.onmessage = ({ data }) => {
      if (this.socket !== socket) return;
      brought = true;
      this.failures = 0;
      this.arrived(JSON.parse(data));
    };
    socket.onclose = ({ code }) => {
      if (this.socket !== socket) return;
      if (STOP.includes(code)) this.stop();
      else this.broken(brought);
    };
  }

  // broken notes that the socket is of no more use, and arranges for another.
  broken(brought) {
    if (this.stopped) return;
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    if (!brought) this.failures++;
    const wait = reconnectDelay(this.failures, performance.now() - this.heard);
    this.timer = setTimeout(() => this.open(), wait);
  }

  // again drops the socket and opens one at the page's position, because a
  // frame did not fit.
  again() {
    this.broken(true);
  }

  // watch notices a socket that died without a word or does not open, and
  // shows when the connection is lost.
  watch() {
    if (this.stopped) return;
    const now = performance.now();
    const opening = this.socket?.readyState === WebSocket.CONNECTING;
    if (opening && now - this.opened > OPENING) this.broken(false);
    if (this.socket && !opening && now - Math.max(this.heard, this.opened) > SILENCE) this.broken(true);
    const connected = this.socket?.readyState === WebSocket.OPEN && this.failures === 0;
    if (!connected && now - this.heard > (this.failures >= POLL_AFTER ? 2 * POLL : 0) + GRACE) this.hooks.lost(true);
  }

  // hurry does not wait for its turn: somebody looks at the page again. A socket
  // that seems open may have died while the device slept; asking tells.
  async hurry() {
    const socket = this.socket;
    if (!socket) this.open();
    else if (socket.readyState === WebSocket.OPEN && !(await this.poll()) && this.socket === socket) this.broken(true);
  }

  // poll asks once for a frame. It is false if nobody answered.
  async poll() {
    if (this.stopped || this.polling) return true;
    this.polling = true;
    const asked = this.hooks.query();
    try {
      const answer = await fetch(withQuery(this.frame, asked), {
        headers: { Accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(OPENING),
      });
      if ([401, 403, 404, 410].includes(answer.status)) {
        this.stop();
      } else if (answer.ok) {
        const frame = await answer.json();
        // A full frame for a position that the page has left may be older.
        if (!frame.full || this.hooks.query() === asked) this.arrived(frame);
      }
      return true;
    } catch {
      return false; // attempts at a socket go on, and the page shows it
    } finally {
      this.polling = false;
    }
  }

  arrived(frame) {
    this.heard = performance.now();
    this.hooks.lost(false);
    this.hooks.take(frame);
  }

  stop() {
    if (this.stopped) return;
    this.stopped = true;
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.hooks.stop();
  }
}

function withQuery(url, query) {
  const full = new URL(url);
  full.search += (full.search ? '&' : '?') + query;
  return full;
}
