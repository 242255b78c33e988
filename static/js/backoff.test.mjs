import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reconnectDelay, retryDelay } from './backoff.js';

const latest = () => 1;

test('in the first minute nobody waits longer than 3 s, later 15 s', () => {
  for (let attempt = 0; attempt < 50; attempt++) {
    assert.ok(reconnectDelay(attempt, 59_999, latest) <= 3_000);
    assert.ok(reconnectDelay(attempt, 60_000, latest) <= 15_000);
  }
  assert.equal(reconnectDelay(9, 59_999, latest), 3_000);
  assert.equal(reconnectDelay(9, 60_000, latest), 15_000);
});

test('a thousand phones do not come back together', () => {
  const delays = Array.from({ length: 1000 }, () => reconnectDelay(5, 10_000));
  const thirds = [0, 0, 0];
  for (const d of delays) thirds[Math.min(2, Math.floor(d / 1_000))]++;
  for (const n of thirds) assert.ok(n > 200, `spread over three seconds: ${thirds}`);
});

test('a command is tried again soon, then every second or two', () => {
  assert.ok(retryDelay(0) <= 250);
  for (let attempt = 3; attempt < 20; attempt++) {
    const d = retryDelay(attempt);
    assert.ok(d >= 1_000 && d <= 2_000, `${d}`);
  }
});
