// The impact curve of this page: {stride, first, values}, or null. Value i
// belongs to running second (first + i) * stride.

let series = null;

// currentSeries is what is known of the curve.
export function currentSeries() {
  return series;
}

// takeSeries takes a frame's share and tells the document with a "series"
// event. It is false if samples are missing in between.
export function takeSeries(frame) {
  const next = joined(frame.full ? null : series, frame);
  if (next === undefined) return false;
  if (next === series) return true;
  series = next;
  document.dispatchEvent(new CustomEvent('series', { detail: series }));
  return true;
}

// joined is the curve after a frame: held continued, a new one, or undefined if
// the frame's part does not meet it.
export function joined(held, frame) {
  const part = frame.series;
  if (!part) return held;
  const values = part.values ?? [];
  if (!frame.append) return { stride: part.stride, first: part.first, values };
  if (!held || held.stride !== part.stride) return undefined;
  const known = part.first - held.first;
  if (known < 0 || known > held.values.length) return undefined;
  return { ...held, values: held.values.slice(0, known).concat(values) };
}
