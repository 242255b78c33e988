import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steps } from './curve.js';

test('a sample holds until the next one, and equal ones make no corner', () => {
  const series = { stride: 1, first: 0, values: [0, 0, 1, 1] };
  assert.equal(steps(series, 60, 100), 'M0 100H2V0H4');
});

test('from the first minute on the curve fills its width', () => {
  const values = Array(120).fill(0.5);
  assert.equal(steps({ stride: 1, first: 0, values }, 400, 100), 'M0 50H400');
  assert.equal(steps({ stride: 2, first: 0, values }, 400, 100), 'M0 50H400');
});

test('no samples, no line; values outside of 0 to 1 stay inside', () => {
  assert.equal(steps({ stride: 1, first: 0, values: [] }, 400, 100), '');
  assert.equal(steps({ stride: 1, first: 0, values: [7] }, 60, 100), 'M0 0H1');
});
