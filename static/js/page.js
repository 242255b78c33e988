// Puts frames into the page. Elements are morphed, not replaced: focus, typing,
// scrolling and open details stay as they are.

import { Idiomorph } from 'idiomorph';
import { applyDrafts } from './drafts.js';
import { takeSeries } from './series.js';

const FEED_LIMIT = 500; // as internal/live has it

const options = {
  restoreFocus: true,
  callbacks: {
    // What the reader opened stays open, and what script measured (--p) stays;
    // the server writes neither.
    beforeAttributeUpdated: (name, node) => !(name === 'style' || (name === 'open' && node.localName === 'details')),
    // A refusal stays beside its key until forms.js takes it away.
    beforeNodeRemoved: (node) => !(node.dataset && 'refusal' in node.dataset),
  },
};

// morph makes old what html says. What somebody types or chooses at the moment is
// left alone; a key that has the focus is not: idiomorph would leave the words
// on it alone as well.
function morph(old, html, morphStyle) {
  const ignoreActiveValue = Boolean(document.activeElement?.matches('input, textarea, select'));
  Idiomorph.morph(old, html, { ...options, ignoreActiveValue, morphStyle });
}

// put brings the page to where the frame leads. It is false if changes do not
// fit the page; then it needs a full frame.
export function put(frame) {
  if (frame.full) {
    const stage = document.getElementById('stage');
    if (!stage) return true;
    const another = document.documentElement.dataset.layout !== frame.layout;
    document.documentElement.dataset.layout = frame.layout;
    morph(stage, frame.stage, 'innerHTML');
    if (another) scrollTo({ top: 0, behavior: 'instant' }); // another page begins at its beginning
  }
  const whole = putRegions(frame.regions) && append(frame.feed);
  putRegions(frame.you); // not every layout has a place for all of them
  applyDrafts();
  return (takeSeries(frame) && whole) || Boolean(frame.full);
}

function putRegions(regions = {}) {
  let whole = true;
  for (const [id, html] of Object.entries(regions)) {
    const old = document.getElementById(id);
    if (old) morph(old, html, 'outerHTML');
    else whole = false;
  }
  return whole;
}

// append adds what the feed does not have yet. The style sheet shows the newest
// first; the browser keeps what is being read where it is.
function append(items = []) {
  if (items.length === 0) return true;
  const feed = document.getElementById('feed');
  if (!feed) return false;
  for (const html of items) {
    const template = document.createElement('template');
    template.innerHTML = html;
    const item = template.content.firstElementChild;
    if (item && !(item.id && document.getElementById(item.id))) feed.append(item);
  }
  while (feed.childElementCount > FEED_LIMIT) feed.firstElementChild.remove();
  return true;
}
