// Keeps the page as the server would draw it now. Reads from <html>:
//   data-live   address of the websocket      data-epoch  where the page stands
//   data-frame  its polling twin              data-seq    as it was drawn

import { observe } from './clock.js';
import { Connection } from './connection.js';
import { put } from './page.js';
import { Position } from './position.js';
import { currentSeries } from './series.js';

const PATIENCE = 2_000; // ms to wait for a frame before asking for it
const RELOAD_AGAIN = 30_000; // ms

let connection;
let position;
let waiting = []; // {seq, done}: commands that wait for their effect to be seen

// startLive connects, if the page is one that lives. refresh is called after
// each frame, before the browser paints.
export function startLive(refresh) {
  const { live, frame, epoch, seq } = document.documentElement.dataset;
  if (!live) return;
  position = new Position(epoch, Number(seq));
  connection = new Connection(live, frame, {
    query: () => position.query(),
    take: (f) => take(f, refresh),
    lost: showLost,
    stop: reloadOnce,
  });
  connection.start();
}

function take(frame, refresh) {
  observe(frame.now);
  const verdict = position.judge(frame);
  if (verdict === 'old') return;
  if (verdict === 'gap' || !put(frame)) {
    position = new Position(); // everything, please
    connection.again();
    return;
  }
  position.moved(frame, currentSeries());
  refresh();
  waiting = waiting.filter((w) => {
    if (w.seq > position.seq) return true;
    w.done();
    return false;
  });
}

// reached resolves when the page shows a record; after a while without a frame
// it asks for one, and it does not wait for ever.
export function reached(seq) {
  if (!position || !(seq > position.seq)) return Promise.resolve();
  return new Promise((done) => {
    waiting.push({ seq, done });
    setTimeout(async () => {
      if (position.seq < seq) await connection.poll();
      done();
    }, PATIENCE);
  });
}

function showLost(is) {
  const banner = document.getElementById('lost');
  if (banner && banner.hidden === is) banner.hidden = !is;
}

// reloadOnce shows what the server has to say about a game that is over for
// this reader; not again and again.
function reloadOnce() {
  const last = Number(sessionStorage.getItem('reloaded'));
  if (Date.now() - last < RELOAD_AGAIN && last <= Date.now()) return;
  sessionStorage.setItem('reloaded', String(Date.now()));
  location.reload();
}
