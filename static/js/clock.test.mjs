import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock } from './clock.js';

// A device whose monotonic clock shows local while the server's shows
// local + ahead.
function device(ahead) {
  const d = { local: 0, ahead };
  d.clock = new Clock(() => d.local);
  d.stamp = (latency) => {
    const sent = d.local + d.ahead;
    d.local += latency;
    d.clock.observe(sent);
  };
  d.error = () => d.clock.now() - (d.local + d.ahead);
  return d;
}

test('the frame that travelled least decides', () => {
  const d = device(1_700_000_000_000);
  for (const latency of [120, 900, 15, 300, 1_900]) d.stamp(latency);
  assert.equal(d.error(), -15);
});

test('a device that slept is right again with the first frame', () => {
  const d = device(1_700_000_000_000);
  d.stamp(10);
  d.ahead += 3_600_000; // performance.now() stood for an hour
  d.stamp(40);
  assert.equal(d.error(), -40);
});

test('one frame that was stuck on the way changes nothing', () => {
  const d = device(1_700_000_000_000);
  d.stamp(10);
  d.stamp(9_000);
  assert.equal(d.error(), -10);
});

test('a server clock that was set back an hour is believed at the second frame', () => {
  const d = device(1_700_000_000_000);
  d.stamp(10);
  d.ahead -= 3_600_000;
  d.stamp(20);
  assert.ok(d.error() > 3_000_000);
  d.stamp(30);
  assert.equal(d.error(), -30);
});

test('a small step back is followed when the frames from before are forgotten', () => {
  const d = device(1_700_000_000_000);
  d.stamp(10);
  d.ahead -= 500;
  for (let i = 0; i < 8; i++) d.stamp(20);
  assert.equal(d.error(), -20);
});

test('what is no time is not taken for one', () => {
  const d = device(1_700_000_000_000);
  d.stamp(10);
  for (const nonsense of [NaN, 0, -1, undefined, Infinity]) d.clock.observe(nonsense);
  assert.equal(d.error(), -10);
});
