import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, passed, reading, storyTime } from './countdown.js';

const NOW = 1_700_000_000_000;
const at = (seconds) => String(NOW + seconds * 1000);

test('seconds are written as people read them', () => {
  const written = [[0, '0:00'], [9, '0:09'], [60, '1:00'], [1122, '18:42'], [3600, '1:00:00'], [4149, '1:09:09']];
  for (const [seconds, text] of written) assert.equal(minutes(seconds), text);
});

test('the clock of the fiction goes over midnight', () => {
  assert.equal(storyTime('09:47', 0), '09:47');
  assert.equal(storyTime('09:47', 25 * 60 + 59), '10:12');
  assert.equal(storyTime('23:59', 60), '00:00');
});

test('a running countdown is told by its end', () => {
  const r = reading({ ends: at(90), total: '120' }, NOW);
  assert.deepEqual(r, { down: true, running: true, seconds: 90, share: 0.75, warn: false });
});

test('with a factor, running seconds last longer than real ones', () => {
  assert.equal(reading({ ends: at(90), factor: '1.5' }, NOW).seconds, 60);
  assert.equal(reading({ zero: at(-90), factor: '1.5' }, NOW).seconds, 60);
  assert.equal(reading({ since: at(-90), factor: '1.5' }, NOW).seconds, 90);
});

test('a standing clock shows what it was left with', () => {
  assert.deepEqual(reading({ left: '30.5', total: '61' }, NOW), { down: true, running: false, seconds: 30.5, share: 0.5, warn: true });
  assert.equal(reading({ elapsed: '12' }, NOW).seconds, 12);
});

test('a job fills its bar and a countdown drains it', () => {
  assert.equal(reading({ ends: at(30), total: '40' }, NOW).share, 0.75);
  assert.equal(reading({ ends: at(30), total: '40', fill: '' }, NOW).share, 0.25);
});

test('the last minute warns, unless somebody says otherwise', () => {
  assert.equal(reading({ ends: at(60.4) }, NOW).warn, false);
  assert.equal(reading({ ends: at(60) }, NOW).warn, true);
  assert.equal(reading({ ends: at(5), warn: '0' }, NOW).warn, false);
});

test('nothing counts below zero, or beyond its bar', () => {
  assert.equal(reading({ ends: at(-5), total: '10' }, NOW).seconds, 0);
  assert.equal(reading({ since: at(5) }, NOW).seconds, 0);
  assert.equal(reading({ zero: at(-50), total: '10' }, NOW).share, 1);
});

test('a mark is passed once, by counting and not by jumping', () => {
  assert.equal(passed(undefined, 59), undefined);
  assert.equal(passed(60.1, 59.9), 60);
  assert.equal(passed(59.9, 59.6), undefined);
  assert.equal(passed(10.2, 10), 10);
  assert.equal(passed(301, 299), 300);
  assert.equal(passed(500, 45), undefined);
  assert.equal(passed(50, 110), undefined);
});
