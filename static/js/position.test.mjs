import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Position } from './position.js';

const frame = (from, seq, more = {}) => ({ epoch: 'e1', from, seq, ...more });

test('a frame is applied where it fits', () => {
  const page = new Position('e1', 10);
  assert.equal(page.judge(frame(10, 12)), 'apply');
  assert.equal(page.judge(frame(10, 10)), 'apply');
  assert.equal(page.judge(frame(8, 12)), 'apply', 'it holds everything from 8 on');
  assert.equal(page.judge(frame(8, 9)), 'old');
  assert.equal(page.judge(frame(11, 12)), 'gap');
  assert.equal(page.judge(frame(10, 12, { epoch: 'e2' })), 'gap');
  assert.equal(page.judge(frame(0, 3, { epoch: 'e2', full: true })), 'apply');
});

test('the query says where the page stands, curve included', () => {
  const page = new Position('e 1', 10);
  page.moved(frame(10, 12), { stride: 2, first: 3, values: [0, 1] });
  assert.equal(page.query(), 'epoch=e1&seq=12&step=5&stride=2');
  page.moved(frame(0, 4, { epoch: 'e 2' }), null);
  assert.equal(page.query(), 'epoch=e+2&seq=4&step=0&stride=0');
});
