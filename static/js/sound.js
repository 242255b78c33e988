// Sounds are made here, without files. There is none before the first tap on a
// key marked data-unlock, as browsers want it; from then on until the key
// marked data-mute is pressed, which the device remembers. The projector has
// neither key and stays silent. Every sound has a visible twin.
//
// While the page goes off (an element marked data-ringing is there): two tones
// every 3 s, from soft to full in three rounds, vibration, and (!) in the title.

const ROUND = 3_000; // ms
const BUZZ = [400, 200, 400]; // ms on, off, on
const CLICKS = 1 / 25; // s, least time between two clicks

let audio; // AudioContext, once unlocked
let ringing; // {timer, round, title} while the page goes off
let stations; // milestones reached when last looked at
let clicked = 0;

// startSound waits for the keys.
export function startSound() {
  document.addEventListener('click', ({ target }) => {
    const mute = target.closest('[data-mute]');
    if (mute) setMuted(!isMuted());
    if (mute ? !isMuted() : target.closest('[data-unlock]')) unlock();
  }, { capture: true });
  // After a reload the first touch of anything will do.
  document.addEventListener('pointerdown', () => { if (remembered('sound') === 'on') unlock(); }, { once: true });
  document.addEventListener('mark', ({ detail }) => { if (detail.seconds <= 60) beep(520, 0.08, 0.15); });
  refreshSound();
}

// refreshSound looks at the page after a frame.
export function refreshSound() {
  for (const key of document.querySelectorAll('[data-mute]')) key.setAttribute('aria-pressed', String(isMuted()));
  const rings = document.querySelector('[data-ringing]') !== null;
  if (rings && !ringing) startRinging();
  if (!rings && ringing) stopRinging();
  const reached = document.querySelectorAll('.head .strip .done').length;
  if (stations !== undefined && reached > stations) beep(520, 0.08, 0.15);
  stations = reached;
}

// click is the peg of the wheel against its pointer.
export function click() {
  if (!audio || audio.currentTime - clicked < CLICKS) return;
  clicked = audio.currentTime;
  beep(1400, 0.012, 0.2, 'square');
}

function startRinging() {
  ringing = { round: 0, title: document.title };
  const ring = () => {
    const loud = Math.min(1, (ringing.round + 1) / 3);
    beep(660, 0.18, 0.5 * loud);
    beep(880, 0.18, 0.5 * loud, 'sine', 0.18);
    if (!isMuted()) buzz(BUZZ);
    ringing.round++;
  };
  ring();
  ringing.timer = setInterval(ring, ROUND);
  ringing.flash = setInterval(flash, 1_000);
  flash();
}

function flash() {
  document.title = document.title === ringing.title ? `(!) ${ringing.title}` : ringing.title;
}

function stopRinging() {
  clearInterval(ringing.timer);
  clearInterval(ringing.flash);
  document.title = ringing.title;
  ringing = undefined;
  buzz(0);
}

// buzz lets the device vibrate. Browsers complain of a page that nobody has
// touched yet.
function buzz(pattern) {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(pattern);
}

function unlock() {
  remember('sound', 'on');
  audio ??= new AudioContext();
  if (audio.state === 'suspended') audio.resume();
}

// beep sounds for seconds at a loudness from 0 to 1, after a delay; without a
// click at either end.
function beep(pitch, seconds, loud, shape = 'sine', delay = 0) {
  if (!audio || isMuted()) return;
  const at = audio.currentTime + delay;
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  const edge = Math.min(0.01, seconds / 4);
  tone.type = shape;
  tone.frequency.value = pitch;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loud, at + edge);
  gain.gain.setValueAtTime(loud, at + seconds - edge);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  tone.connect(gain).connect(audio.destination);
  tone.start(at);
  tone.stop(at + seconds);
}

function isMuted() {
  return remembered('mute') === 'on';
}

function setMuted(is) {
  remember('mute', is ? 'on' : 'off');
  refreshSound();
}

// A browser may refuse to remember; then it is as if nothing had been said.
function remembered(what) {
  try {
    return localStorage.getItem(what);
  } catch {
    return null;
  }
}

function remember(what, value) {
  try {
    localStorage.setItem(what, value);
  } catch {
    // The choice lasts as long as the page asks for it again.
  }
}
