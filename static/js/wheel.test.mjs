import assert from 'node:assert/strict';
import test from 'node:test';
import { angleAt, litAt, pegsPassed, pointerAt, progress, smaller } from './wheel.js';

const spin = { from: 40, rotation: 1970, starts: 1000, millis: 7000, slices: 8, slice: 3 };

test('the wheel begins where it stood and ends where the server says', () => {
  assert.equal(angleAt(0, spin), 40);
  assert.equal(angleAt(1000, spin), 40);
  assert.ok(Math.abs(angleAt(7600, spin) - 1970) < 1e-9);
  assert.ok(Math.abs(angleAt(90_000, spin) - 1970) < 1e-9);
});

test('it never turns back, and slows down to the end', () => {
  let before = 0;
  let step = Infinity;
  for (let t = 0; t <= 6600; t += 50) {
    const p = progress(t, 7000);
    assert.ok(p >= before, `at ${t} ms`);
    if (t > 400) {
      assert.ok(p - before <= step + 1e-12, `faster at ${t} ms`);
      step = p - before;
    }
    before = p;
  }
});

test('a spin too short to gather speed still lands', () => {
  assert.equal(progress(300, 300), 1);
  assert.equal(progress(0, 0), 0);
});

test('a peg pushes the pointer at most nine degrees and lets go of it', () => {
  assert.equal(pointerAt(45, 8), -9);
  assert.equal(pointerAt(45 + 30, 8), -0);
  assert.equal(pointerAt(-1, 1), -0);
});

test('without motion at most three slices are lit, two a second, the result last', () => {
  const seen = [];
  for (let now = 1000; now < 8000; now += 10) {
    const lit = litAt(now, spin);
    if (lit !== seen.at(-1)) seen.push(lit);
  }
  assert.equal(seen[0], -1);
  assert.equal(seen.length, 4);
  assert.equal(seen.at(-1), 3);
  assert.equal(litAt(8000, spin), -1);
});

test('every peg that goes by is counted once', () => {
  let clicks = 0;
  for (let angle = 1; angle <= 360; angle++) {
    if (pegsPassed(angle, 8) > pegsPassed(angle - 1, 8)) clicks++;
  }
  assert.equal(clicks, 8);
});

test('a line too long for its room is set as much smaller as it needs', () => {
  assert.equal(smaller(40, 200, 250), 40);
  assert.equal(smaller(40, 250, 200), 32);
});
