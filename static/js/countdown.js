// Counts on the page: clocks, countdowns, and the bars beside them. The server
// sends instants, never remaining time (game/view); the browser does the rest,
// by the server's clock (clock.js), four times a second.
//
// WHAT A TEMPLATE WRITES
//
// Instants are view.Instant: milliseconds since 1970. Seconds may have a
// fraction. Leave an attribute out when its value is zero or missing.
//
// Counting down (remaining time, a job, an escalation):
//   data-ends="MS"       when it reaches zero, while it runs
//   data-left="SEC"      seconds left, while it stands (then without data-ends)
//   data-total="SEC"     the whole length; makes --p, see below
//   data-factor="1.5"    running seconds are real seconds divided by this;
//                        default 1. Give it with data-ends on whatever counts
//                        running seconds: view.Clock, view.Job, view.PageAlert
//   data-fill            the bar fills (a job) where it would drain (time left)
//   data-warn="60"       class "warn" from so many seconds left; default 60;
//                        "0" for never (a job, for instance)
//   data-say-300="…" data-say-60="…" data-say-10="…"
//                        said to screen readers when 5 minutes, 1 minute, 10
//                        seconds are left, in the reader's language. Only on
//                        one element per clock.
//
// Counting up:
//   data-since="MS"      real time since that instant (ringing, paused)
//   data-zero="MS"       running time since that instant, with data-factor
//   data-elapsed="SEC"   the same while the clock stands (then without data-zero)
//   data-total="SEC"     makes --p here too (filling)
//   data-story-start="09:47" data-story-speed="5"
//                        beside data-zero or data-elapsed: shows the clock of
//                        the fiction instead, as 10:12
//
// Where it shows:
//   - The text (9:07, from an hour on 1:09:07) goes into the first [data-time]
//     inside the element; without one into the element itself, if it has text
//     and no child elements. Write the same text on the server: pages without
//     script keep it. An empty element is a bar and gets no text.
//   - --p, from 0 to 1, is set on the element and inherited by what is inside:
//     `inline-size: calc(var(--p, 1) * 100%)`. Without script it is unset.
//   - Classes set on the element: "warn" (see above), "over" when a countdown
//     has reached zero.
//
//   <p role="timer" data-ends="1764…" data-total="1200" data-say-60="1 minute left">
//     <b data-time>18:42</b> <span class="bar"></span>
//   </p>
//   <span data-since="1764…">0:12</span>
//   <span class="bar" data-left="12.5" data-total="40" data-fill data-warn="0"></span>
//
// When a countdown with data-say-… passes 60 or 10 seconds the document gets a
// "mark" event, detail {seconds}; sound.js ticks to it.

import { serverNow } from './clock.js';
import { say } from './say.js';

const SELECTOR = '[data-ends],[data-left],[data-since],[data-zero],[data-elapsed]';
const MARKS = [300, 60, 10];
const INTERVAL = 250; // ms

// before remembers the seconds that a countdown showed last, so that passing a
// mark is noticed once, and a jump (more time, a pause) is not taken for one.
const before = new WeakMap();

// startCountdowns counts from now on, and at once when the page is shown again:
// timers of a hidden page sleep.
export function startCountdowns() {
  paint();
  setInterval(paint, INTERVAL);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) paint(); });
}

// paint brings every count up to date. live.js calls it after each frame, in
// the same task, so that the server's text is never seen in between.
export function paint(root = document) {
  const now = serverNow();
  for (const el of root.querySelectorAll(SELECTOR)) paintOne(el, now);
}

function paintOne(el, now) {
  const count = reading(el.dataset, now);
  const text = textOf(el, count);
  const place = el.querySelector('[data-time]') ?? (el.childElementCount === 0 && el.textContent !== '' ? el : null);
  if (place && place.textContent !== text) place.textContent = text;
  if (count.share !== undefined) el.style.setProperty('--p', count.share.toFixed(4));
  if (!count.down) return;
  el.classList.toggle('warn', count.warn);
  el.classList.toggle('over', count.seconds <= 0);
  if (count.running) announce(el, count.seconds);
}

function announce(el, seconds) {
  const mark = passed(before.get(el), seconds);
  before.set(el, seconds);
  if (mark === undefined) return;
  const words = el.getAttribute(`data-say-${mark}`);
  if (!words) return;
  say(words);
  document.dispatchEvent(new CustomEvent('mark', { detail: { seconds: mark } }));
}

function textOf(el, count) {
  const start = el.dataset.storyStart;
  if (start && !count.down) return storyTime(start, count.seconds * number(el.dataset.storySpeed, 1));
  return minutes(count.down ? Math.ceil(count.seconds) : Math.floor(count.seconds));
}

// reading is what an element's attributes amount to at an instant of the
// server's clock: {down, running, seconds, share, warn}.
export function reading(data, now) {
  const factor = number(data.factor, 1) || 1;
  const total = number(data.total, 0);
  const passedSince = (from) => Math.max(0, (now - number(from, now)) / 1000);
  if (data.ends !== undefined || data.left !== undefined) {
    const running = data.ends !== undefined;
    const seconds = Math.max(0, running ? (number(data.ends, now) - now) / 1000 / factor : number(data.left, 0));
    const left = total > 0 ? Math.min(1, seconds / total) : undefined;
    const share = left !== undefined && data.fill !== undefined ? 1 - left : left;
    return { down: true, running, seconds, share, warn: Math.ceil(seconds) <= number(data.warn, 60) };
  }
  let seconds = number(data.elapsed, 0);
  if (data.since !== undefined) seconds = passedSince(data.since);
  if (data.zero !== undefined) seconds = passedSince(data.zero) / factor;
  const share = total > 0 ? Math.min(1, seconds / total) : undefined;
  return { down: false, running: data.elapsed === undefined, seconds, share, warn: false };
}

// passed is the mark that lies between two readings of one countdown, if they
// are so close that it was only counted down in between.
export function passed(earlier, seconds) {
  if (earlier === undefined || earlier - seconds > 3) return undefined;
  return MARKS.find((mark) => earlier > mark && seconds <= mark);
}

// minutes writes whole seconds as m:ss, or h:mm:ss.
export function minutes(seconds) {
  const two = (n) => String(n).padStart(2, '0');
  const h = Math.floor(seconds / 3600);
  const m = Math.floor(seconds / 60) % 60;
  return h > 0 ? `${h}:${two(m)}:${two(seconds % 60)}` : `${m}:${two(seconds % 60)}`;
}

// storyTime is the clock of the fiction: "09:47" and so many seconds later.
export function storyTime(start, seconds) {
  const [h, m] = start.split(':').map(Number);
  const at = (h * 60 + m + Math.floor(seconds / 60)) % (24 * 60);
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}

function number(text, otherwise) {
  const n = Number.parseFloat(text);
  return Number.isFinite(n) ? n : otherwise;
}
