// What can be seen of a page, and where. Everything is measured in CSS pixels
// of the window, as it is scrolled now.

// name is a short way to find an element again.
function name(el) {
  const own = (e) => e.localName + (e.hasAttribute('id') ? `#${e.getAttribute('id')}` : '') + [...e.classList].map((c) => `.${c}`).join('');
  return [el.parentElement?.closest('[id], [class]'), el].filter(Boolean).map(own).join(' ');
}

function plain(text) {
  return text.replace(/[\s\u202f\u00a0]+/g, ' ').trim();
}

// hearable is true of what only screen readers get: a box of no size that hides
// what is in it.
function hearable(el) {
  for (let e = el; e; e = e.parentElement) {
    const box = e.getBoundingClientRect();
    if (box.width <= 1 && box.height <= 1 && /hidden|clip/.test(getComputedStyle(e).overflow)) return true;
  }
  return false;
}

function visible(el) {
  return el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !hearable(el);
}

// writings are all pieces of text that can be seen: {node, el, lines}, a box
// for each line as it is laid out, whether or not something cuts it off.
function writings(root = document.body) {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const el = node.parentElement;
    if (plain(node.data) === '' || /^(script|style|noscript|template|option|title)$/.test(el.localName) || !visible(el)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter((r) => r.width > 0 && r.height > 0);
    if (lines.length) found.push({ node, el, lines });
  }
  return found;
}

// core is the part of a line's box that has ink in it: without the room above
// and below that a face keeps free, which may well overlap.
function core(r) {
  return { left: r.left, right: r.right, top: r.top + r.height * 0.2, bottom: r.bottom - r.height * 0.2 };
}

function meet(a, b) {
  return {
    left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
    top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom),
  };
}

function overlaps(a, b) {
  const both = meet(a, b);
  return both.right - both.left > 1 && both.bottom - both.top > 1;
}

function inner(el) {
  const box = el.getBoundingClientRect();
  const left = box.left + el.clientLeft;
  const top = box.top + el.clientTop;
  return { left, top, right: left + el.clientWidth, bottom: top + el.clientHeight };
}

function windowBox() {
  const { clientWidth, clientHeight } = document.documentElement;
  return { left: 0, top: 0, right: clientWidth, bottom: clientHeight };
}

// framed yields the boxes around an element that cut off what is outside of
// them, from the inside out: {el, box, x, y}, where x and y are 'cut', 'scroll'
// or '' (not in this direction).
function* framed(el) {
  let { position } = getComputedStyle(el);
  for (let e = el; e; e = e.parentElement) {
    const style = getComputedStyle(e);
    const around = e === el || position !== 'absolute' || style.position !== 'static' || style.transform !== 'none' || e === document.documentElement;
    const [x, y] = [frameKind(style.overflowX), frameKind(style.overflowY)];
    // An inline box cuts nothing off.
    if (around && (x || y) && style.display !== 'inline') yield { el: e, box: ofWindow(e) ? windowBox() : inner(e), x, y };
    if (around) position = style.position;
    if (position === 'fixed') {
      yield { el: document.documentElement, box: windowBox(), x: 'cut', y: 'cut' };
      return;
    }
  }
}

function frameKind(overflow) {
  if (/hidden|clip/.test(overflow)) return 'cut';
  return /auto|scroll/.test(overflow) ? 'scroll' : '';
}

// ofWindow tells whether an element's overflow is really the window's: that of
// the root is, and that of the body if the root has none.
function ofWindow(el) {
  const root = document.documentElement;
  return el === root || (el === document.body && getComputedStyle(root).overflow === 'visible');
}

// shownPart is what is left of a box inside of all that cuts or scrolls it.
function shownPart(el, box) {
  let left = box;
  for (const frame of framed(el)) {
    const b = frame.box;
    left = meet(left, {
      left: frame.x ? b.left : -Infinity, right: frame.x ? b.right : Infinity,
      top: frame.y ? b.top : -Infinity, bottom: frame.y ? b.bottom : Infinity,
    });
  }
  return left;
}

// pinned is the nearest thing around an element that does not scroll with the
// page, or null.
function pinned(el) {
  for (let e = el; e; e = e.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(e).position)) return e;
  }
  return null;
}
