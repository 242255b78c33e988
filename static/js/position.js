// Where this page stands, and what a frame would do to it.

// Position begins as the page was drawn: epoch and seq come from <html>.
export class Position {
  constructor(epoch = '', seq = 0) {
    this.epoch = epoch;
    this.seq = seq;
    this.step = 0; // the first sample of the curve that is not here
    this.stride = 0;
  }

  // query is the position as the server reads it.
  query() {
    return new URLSearchParams({
      epoch: this.epoch, seq: String(this.seq), step: String(this.step), stride: String(this.stride),
    }).toString();
  }

  // judge says what to do with a frame:
  //   "apply"  it begins where the page stands, or earlier and leads beyond
  //   "old"    the page has all of it, from another connection or by polling
  //   "gap"    something in between is missing
  // Beginning earlier is harmless: regions come whole, and what the feed has
  // already is left out by its id.
  judge(frame) {
    if (frame.full) return 'apply';
    if (frame.epoch !== this.epoch || frame.from > this.seq) return 'gap';
    return frame.seq < this.seq ? 'old' : 'apply';
  }

  // moved takes the position that a frame leads to.
  moved(frame, series) {
    this.epoch = frame.epoch;
    this.seq = frame.seq;
    this.step = series ? series.first + series.values.length : 0;
    this.stride = series ? series.stride : 0;
  }
}
