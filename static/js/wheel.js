// Turns the wheel. The server has drawn already: the page holds the wheel at
// rest with the result, and when the spin started and how long it lasts. What
// is shown is a function of the server's clock alone, so all screens turn and
// land together, and one that comes late joins in where the others are.
//
// What templates/wheel.templ writes, and what happens to it here:
//   svg.wheel[data-spin-no][data-slice-no][data-rotation][data-starts]
//            [data-millis][data-slices]   the spin; number 0 is none
//   [data-disc]      is turned by its transform
//   [data-pointer]   is pushed aside by the pegs
//   [data-room]      a line of a label, and how long it may be: one that a wide
//                    face makes longer is set smaller
//   [data-slice]     gets class "lit-now" in turn where motion is not wanted
//   [data-landed]    is hidden until the spin is over; data-say is then spoken
//   [data-turning]   is hidden from then on
// Classes on <html> for the style sheet: "spinning" until the result may be
// seen, "turning" while the disc turns (labels then go with their slices). Where
// motion is not wanted the disc lies at rest from the start and the style sheet
// hides the pointer until the end.

import { serverNow } from './clock.js';
import { say } from './say.js';
import { click } from './sound.js';

const START = 300; // ms in which the wheel gathers speed
const PAUSE = 400; // ms between standing still and the result
const BLINK = 500; // ms a slice stays lit where nothing turns: 2 a second at most
const BLINKS = 3;
const PUSH = 9; // degrees that a peg pushes the pointer, at most

// progress is how far the wheel has come, 0 to 1, t ms after its start: it
// gathers speed evenly, then slows down over all the rest.
export function progress(t, millis) {
  const whole = Math.max(millis - PAUSE, 1);
  const u = Math.min(Math.max(t / whole, 0), 1);
  const a = Math.min(START / whole, 0.5);
  const slow = 3.2; // how long the slowing down drags on
  const sum = a / 2 + (1 - a) / slow;
  if (u < a) return u * u / (2 * a) / sum;
  const v = (u - a) / (1 - a);
  return (a / 2 + (1 - a) / slow * (1 - (1 - v) ** slow)) / sum;
}

// angleAt is the disc's rotation in degrees at a moment of the server's clock.
export function angleAt(now, spin) {
  return spin.from + (spin.rotation - spin.from) * progress(now - spin.starts, spin.millis);
}

// pointerAt is how far the peg that passed last holds the pointer aside.
export function pointerAt(angle, slices) {
  const gap = 360 / Math.max(slices, 1);
  const past = ((angle % gap) + gap) % gap;
  return -PUSH * Math.max(0, 1 - past / Math.min(gap * 0.6, 8));
}

// litAt is the slice that is lit where nothing turns, or -1: a few one after
// the other, the result last, each for half a second.
export function litAt(now, spin) {
  const left = spin.starts + spin.millis - now;
  const step = Math.ceil(left / BLINK);
  if (step < 1 || step > BLINKS) return -1;
  return (spin.slice + (step - 1) * Math.max(1, Math.floor(spin.slices / BLINKS))) % spin.slices;
}

function read(svg) {
  const of = (name) => Number(svg.dataset[name] || 0);
  return {
    no: of('spinNo'), slice: of('sliceNo'), rotation: of('rotation'),
    starts: of('starts'), millis: of('millis'), slices: of('slices'), from: 0,
  };
}

let shown; // the spin on the page, as read() gives it
let rested = 0; // where the disc stood before
let frame = 0;
let timer = 0;

// mountWheel brings the wheel in root up to date. Call it when the page is
// there and after every change of it: it may be called any number of times.
export function mountWheel(root = document) {
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  fitLabels(root);
  const svg = root.querySelector('svg.wheel[data-spin-no]');
  if (!svg) {
    over();
    return;
  }
  const spin = read(svg);
  const now = serverNow();
  if (spin.no === 0 || now >= spin.starts + spin.millis) {
    // It may have ended while this page was on its way to it.
    const live = shown && shown.no === spin.no && document.documentElement.classList.contains('spinning');
    shown = spin;
    land(svg, spin, Boolean(live));
    return;
  }
  spin.from = shown && shown.no === spin.no ? shown.from : rested;
  shown = spin;
  hide(root, true);
  document.documentElement.classList.add('spinning');
  // Frames stop in a window that is out of sight; the landing does not.
  timer = setTimeout(() => land(svg, spin, true), spin.starts + spin.millis - now);
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    rotate(svg.querySelector('[data-disc]'), spin.from); // the server drew it with the result
    blink(svg, spin);
  } else {
    document.documentElement.classList.add('turning');
    turn(svg, spin);
  }
}

// smaller is the size at which a line that is long at one size fits into its room.
export function smaller(size, long, room) {
  return long > room ? size * room / long : size;
}

// fitLabels sets lines smaller that are too long for their slice: the server
// reckons with the width of common faces and cannot see ours. A wheel that is
// not shown has no length; call it again when that may have changed.
export function fitLabels(root = document) {
  for (const line of root.querySelectorAll('svg.wheel [data-room]')) {
    line.removeAttribute('font-size');
    const usual = Number(line.parentElement.getAttribute('font-size'));
    const size = smaller(usual, line.getComputedTextLength(), Number(line.dataset.room));
    if (size < usual) line.setAttribute('font-size', size.toFixed(2));
  }
}

// pegsPassed is how many pegs have gone by the pointer at an angle.
export function pegsPassed(angle, slices) {
  return Math.floor(angle / (360 / Math.max(slices, 1)));
}

function turn(svg, spin, before = spin.from) {
  const angle = angleAt(serverNow(), spin);
  if (pegsPassed(angle, spin.slices) > pegsPassed(before, spin.slices)) click();
  rotate(svg.querySelector('[data-disc]'), angle);
  rotate(svg.querySelector('[data-pointer]'), pointerAt(angle, spin.slices), '1040 500');
  frame = requestAnimationFrame(() => turn(svg, spin, angle));
}

function blink(svg, spin) {
  rotate(svg.querySelector('[data-disc]'), spin.rotation);
  light(svg, litAt(serverNow(), spin));
  frame = requestAnimationFrame(() => blink(svg, spin));
}

function land(svg, spin, live) {
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  rested = ((spin.rotation % 360) + 360) % 360;
  rotate(svg.querySelector('[data-disc]'), spin.rotation);
  rotate(svg.querySelector('[data-pointer]'), 0, '1040 500');
  light(svg, -1);
  over();
  hide(document, false);
  if (!live) return;
  svg.classList.add('settling');
  const result = document.querySelector('[data-say]');
  if (result) say(result.dataset.say);
}

function over() {
  document.documentElement.classList.remove('spinning', 'turning');
}

function rotate(part, degrees, about = '500 500') {
  if (part) part.setAttribute('transform', `rotate(${degrees.toFixed(2)} ${about})`);
}

function light(svg, slice) {
  for (const part of svg.querySelectorAll('[data-slice]')) {
    part.classList.toggle('lit-now', Number(part.dataset.slice) === slice);
  }
}

function hide(root, running) {
  for (const part of root.querySelectorAll('[data-landed]')) part.hidden = running;
  for (const part of root.querySelectorAll('[data-turning]')) part.hidden = !running;
}
