// The server's clock, as well as this page can know it. A device's own clock
// may be minutes off or be set while the page is open, so it is never asked:
// the monotonic performance.now() counts, and the server's stamps say from
// where (<html data-now> first, then `now` in every frame).
//
// A stamp was made before it arrived, so each one gives an estimate that is too
// early by the way it travelled. The latest of the recent estimates travelled
// least and is the best. Two cases must not be outvoted by the past:
//
//   - performance.now() may stand while the device sleeps. Then estimates jump
//     up, and the latest wins at once.
//   - The server's clock may be set back. Then estimates fall. One that falls
//     far may only have been stuck on the way; two in a row are believed.

const RECENT = 8; // estimates kept
const FAR = 2000; // ms

// Clock estimates another clock from its stamps. mono counts milliseconds and
// never goes back.
export class Clock {
  constructor(mono) {
    this.mono = mono;
    this.estimates = []; // other clock minus mono, oldest first
    this.fell = false;
  }

  // observe takes a stamp in milliseconds since 1970 that arrived at the given
  // moment of mono.
  observe(stamp, arrived = this.mono()) {
    if (!Number.isFinite(stamp) || stamp <= 0) return;
    const estimate = stamp - arrived;
    const best = this.offset();
    if (best !== undefined && estimate > best + FAR) this.estimates = [];
    if (best !== undefined && estimate < best - FAR) {
      if (!this.fell) {
        this.fell = true;
        return;
      }
      this.estimates = [];
    }
    this.fell = false;
    this.estimates.push(estimate);
    if (this.estimates.length > RECENT) this.estimates.shift();
  }

  // offset is undefined until the first stamp.
  offset() {
    return this.estimates.length > 0 ? Math.max(...this.estimates) : undefined;
  }

  // now is the other clock in milliseconds since 1970.
  now() {
    const offset = this.offset();
    return offset === undefined ? Date.now() : offset + this.mono();
  }
}

const clock = new Clock(() => performance.now());

// The stamp in the page arrived with its first byte, before any script ran.
if (typeof document !== 'undefined') {
  const [navigation] = performance.getEntriesByType('navigation');
  clock.observe(Number(document.documentElement.dataset.now), navigation?.responseStart || performance.now());
}

// serverNow is the server's time in milliseconds since 1970.
export function serverNow() {
  return clock.now();
}

// observe takes the server's stamp from a frame that arrived just now.
export function observe(stamp) {
  clock.observe(stamp);
}
