// Draws the impact curve into every svg[data-curve], as steps with the area
// below them: a sample holds until the next one. The curve fills the width of
// the viewBox from the first minute on. A table or a sentence beside it says
// the same; the server writes those.

import { currentSeries } from './series.js';

const SPAN = 60; // s, least time shown

// drawCurves draws what is known; after a frame, too, because the server sends
// the svg empty.
export function drawCurves() {
  const series = currentSeries();
  for (const svg of document.querySelectorAll('svg[data-curve]')) {
    const { width, height } = svg.viewBox.baseVal;
    const line = series ? steps(series, width, height) : '';
    part(svg, 'area').setAttribute('d', line && `${line}V${height}H${startOf(series, width)}Z`);
    part(svg, 'line').setAttribute('d', line);
  }
}

// steps is the path of a curve whose values lie between 0 and 1.
export function steps(series, width, height) {
  const { values } = series;
  if (values.length === 0) return '';
  const y = (v) => round(height * (1 - Math.min(1, Math.max(0, v))));
  let path = `M${startOf(series, width)} ${y(values[0])}`;
  let last = values[0];
  for (let i = 1; i < values.length; i++) {
    if (values[i] === last) continue;
    last = values[i];
    path += `H${x(series, i, width)}V${y(last)}`;
  }
  return `${path}H${x(series, values.length, width)}`;
}

function x({ stride, first, values }, i, width) {
  const seconds = Math.max(SPAN, (first + values.length) * stride);
  return round((width * (first + i) * stride) / seconds);
}

function startOf(series, width) {
  return x(series, 0, width);
}

function round(n) {
  return Math.round(n * 10) / 10;
}

function part(svg, name) {
  const old = svg.querySelector(`.${name}`);
  if (old) return old;
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('class', name);
  svg.append(path);
  return path;
}
