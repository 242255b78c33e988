import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined } from './series.js';

const held = { stride: 1, first: 2, values: [0.1, 0.2] };
const more = (first, values, stride = 1) => ({ append: true, series: { stride, first, values } });

test('a curve goes on where it ended', () => {
  assert.deepEqual(joined(held, more(4, [0.3])), { stride: 1, first: 2, values: [0.1, 0.2, 0.3] });
});

test('what comes twice counts once', () => {
  assert.deepEqual(joined(held, more(3, [0.2, 0.3])).values, [0.1, 0.2, 0.3]);
});

test('a hole, another stride or nothing to continue is noticed', () => {
  assert.equal(joined(held, more(5, [0.3])), undefined);
  assert.equal(joined(held, more(2, [0.3], 2)), undefined);
  assert.equal(joined(null, more(0, [0.3])), undefined);
});

test('a whole curve replaces, and a frame without one changes nothing', () => {
  assert.deepEqual(joined(held, { series: { stride: 2, first: 0, values: null } }), { stride: 2, first: 0, values: [] });
  assert.equal(joined(held, {}), held);
});
