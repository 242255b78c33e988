// The rules. Each takes the page as it is and returns what breaks it, as
// {rule, where, what}.

const fault = (rule, el, what) => ({ rule, where: name(el), what });
const quote = (node) => JSON.stringify(plain(node.data ?? node.textContent).slice(0, 60));
const px = (n) => `${Math.round(n * 10) / 10} px`;

// scroll: nothing is wider than the window.
function scroll() {
  const root = document.documentElement;
  const width = root.clientWidth;
  if (root.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((el) => {
    const box = shownPart(el, el.getBoundingClientRect());
    return visible(el) && box.right > width + 0.5 && box.right > box.left;
  });
  const widest = wide.filter((el) => !wide.some((other) => other !== el && el.contains(other)));
  return (widest.length ? widest : [document.body]).map((el) =>
    fault('scroll', el, `reaches ${px(el.getBoundingClientRect().right - width)} beyond a window of ${px(width)}`));
}

// clipped: no text is cut off where no scrolling brings it back. What is meant
// to be cut carries data-cut.
function clipped(all) {
  const found = [];
  for (const { node, el, lines } of all) {
    if (el.closest('[data-cut]')) continue;
    const cut = lines.map((line) => cutBy(el, line)).find(Boolean);
    if (cut) found.push(fault('clipped', el, `${quote(node)} is cut off by ${cut}`));
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]), textarea')) {
    if (visible(field) && field.value && field.scrollWidth > field.clientWidth + 1) {
      found.push(fault('clipped', field, `${JSON.stringify(field.value)} does not fit into its field`));
    }
  }
  return found;
}

// cutBy names what cuts a line of text off, or returns nothing. A little more
// than a hair may go missing sideways; of the height, what has no ink.
function cutBy(el, line) {
  let box = core(line);
  for (const { el: by, box: b, x, y } of framed(el)) {
    if (x === 'cut' && (box.left < b.left - 2 || box.right > b.right + 2)) return name(by);
    if (y === 'cut' && (box.top < b.top - 1 || box.bottom > b.bottom + 1)) return name(by);
    // Inside of what scrolls it can be brought to sight, and then ends there.
    if (x === 'scroll') box = { ...box, left: Math.max(box.left, b.left), right: Math.min(box.right, b.right) };
    if (y === 'scroll') box = { ...box, top: Math.max(box.top, b.top), bottom: Math.min(box.bottom, b.bottom) };
    if (box.right <= box.left || box.bottom <= box.top) return undefined;
  }
  const page = document.documentElement;
  if (box.right + page.scrollLeft < 1 || box.left + page.scrollLeft < -2 || box.top + page.scrollTop < -1) return 'the edge of the page';
  return undefined;
}

// spilling: text stays inside of the box that is drawn around it.
function spilling(all) {
  const found = [];
  for (const { node, el, lines } of all) {
    const box = drawnAround(el);
    if (!box) continue;
    const b = box.getBoundingClientRect();
    const out = lines.map(core).some((l) => l.left < b.left - 1 || l.right > b.right + 1 || l.top < b.top - 1 || l.bottom > b.bottom + 1);
    if (out) found.push(fault('spilling', el, `${quote(node)} spills out of ${name(box)}`));
  }
  return found;
}

// drawnAround is the nearest box with a ground or an edge of its own. None if
// something on the way was moved on purpose or scrolls.
function drawnAround(el) {
  for (let e = el; e && e !== document.body; e = e.parentElement) {
    if (e instanceof SVGElement) return null;
    const s = getComputedStyle(e);
    if (/absolute|fixed/.test(s.position) || s.display === 'inline') return null;
    if (/auto|scroll|hidden|clip/.test(s.overflowX + s.overflowY)) return null;
    const edged = ['Top', 'Right', 'Bottom', 'Left'].every((side) => parseFloat(s[`border${side}Width`]) > 0);
    if (edged || !/, 0\)$|transparent/.test(s.backgroundColor)) return e;
  }
  return null;
}

// overlapping: no two texts are written over each other. Labels of the wheel
// are judged by wheel().
function overlapping(all) {
  const lines = all.filter(({ el }) => !el.closest('svg.wheel')).flatMap(({ node, el, lines }) =>
    lines.map((line) => ({ node, el, box: shownPart(el, core(line)) })))
    .filter(({ box }) => box.right - box.left > 1 && box.bottom - box.top > 1)
    .sort((a, b) => a.box.top - b.box.top);
  const pairs = new Map();
  for (let i = 0; i < lines.length; i++) {
    for (let k = i + 1; k < lines.length && lines[k].box.top < lines[i].box.bottom; k++) {
      const [a, b] = [lines[i], lines[k]];
      if (a.node !== b.node && overlaps(a.box, b.box)) pairs.set(`${quote(a.node)} ${quote(b.node)}`, [a, b]);
    }
  }
  return [...pairs.values()].filter(([a, b]) => !evades(a, b)).map(([a, b]) =>
    fault('overlapping', a.el, `${quote(a.node)} and ${quote(b.node)} (${name(b.el)}) are written over each other`));
}

// evades tells whether one of the two is pinned and the other can be scrolled
// out from under it.
function evades(a, b) {
  const [pinA, pinB] = [pinned(a.el), pinned(b.el)];
  if (pinA === pinB) return false;
  const [moving, bar] = pinA ? [b, pinA] : [a, pinB];
  const [x, y] = [scrollX, scrollY];
  moving.el.scrollIntoView({ block: 'center', behavior: 'instant' });
  const free = !overlaps(moving.el.getBoundingClientRect(), bar.getBoundingClientRect());
  scrollTo({ left: x, top: y, behavior: 'instant' });
  return free;
}

// buried: no text ends up for good under a bar that is pinned to the window.
function buried(all) {
  const root = document.documentElement;
  const bars = [...document.querySelectorAll('body *')].filter((el) => getComputedStyle(el).position === 'fixed' && visible(el));
  if (!bars.length) return [];
  const y = scrollY;
  scrollTo({ top: root.scrollHeight, behavior: 'instant' });
  const found = [];
  for (const bar of bars) {
    const b = bar.getBoundingClientRect();
    for (const { node, el } of all) {
      if (bar.contains(el) || pinned(el)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const under = [...range.getClientRects()].some((l) => overlaps(shownPart(el, core(l)), b));
      if (under) found.push(fault('buried', el, `${quote(node)} stays under ${name(bar)}`));
    }
  }
  scrollTo({ top: y, behavior: 'instant' });
  return found;
}

const TARGETS = 'a[href], button, summary, select, textarea, input:not([type=hidden]), ' +
  '[role=button], [role=tab], [role=link], [role=checkbox], [role=radio], [role=switch]';
const LEAST = 24;

// targets: what can be pressed is at least 24 by 24 px. Links inside of a
// sentence are as high as its lines are.
function targets() {
  const found = [];
  for (const el of document.querySelectorAll(TARGETS)) {
    if (!pressable(el) || inSentence(el)) continue;
    const boxes = [el, ...(el.labels ?? [])].map((e) => e.getBoundingClientRect());
    if (boxes.some((b) => b.width >= LEAST - 0.1 && b.height >= LEAST - 0.1)) continue;
    found.push(fault('targets', el, `can be pressed on ${px(boxes[0].width)} by ${px(boxes[0].height)}`));
  }
  return found;
}

// pressable is true of what is there to be pressed; of a control that is drawn
// by its label too, although it is not seen itself.
function pressable(el) {
  if (!el.checkVisibility({ visibilityProperty: true })) return false;
  return !hearable(el) || [...(el.labels ?? [])].some(visible);
}

function inSentence(el) {
  if (el.localName !== 'a' || getComputedStyle(el).display !== 'inline') return false;
  return [...el.parentElement.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && plain(n.data) !== '');
}

// opened: what opens on demand keeps to these rules as well, once it is open.
function opened() {
  const found = [];
  for (const details of document.querySelectorAll('details:not([open])')) {
    if (!visible(details)) continue;
    details.open = true;
    const all = writings(details);
    for (const f of [scroll, clipped, spilling, targets].flatMap((rule) => rule(all))) {
      found.push({ ...f, what: `${f.what}, when ${name(details)} is open` });
    }
    details.open = false;
  }
  return found;
}

// projector: all that is written is at least 2.2% of the height, and none of it
// has to be scrolled for.
function projector(all) {
  const least = innerHeight * 0.022;
  const found = [];
  for (const { node, el, lines } of all) {
    const size = writtenSize(el);
    if (size < least) found.push(fault('projector', el, `${quote(node)} is written at ${px(size)}, ${px(least)} is the least`));
    const w = windowBox();
    if (lines.map(core).some((l) => l.left < -1 || l.top < -1 || l.right > w.right + 1 || l.bottom > w.bottom + 1)) {
      found.push(fault('projector', el, `${quote(node)} is beyond the edge of the screen`));
    }
  }
  return found;
}

// writtenSize is the size of text as it arrives on the screen.
function writtenSize(el) {
  const size = parseFloat(getComputedStyle(el).fontSize);
  const drawing = el.closest('svg') && el.closest('text, svg');
  const m = drawing?.getScreenCTM?.();
  return m ? size * Math.hypot(m.a, m.b) : size;
}

// wheel: every line of a label lies inside of its slice, off the hub.
function wheel() {
  const found = [];
  for (const slice of document.querySelectorAll('svg.wheel [data-slice]')) {
    if (!visible(slice)) continue;
    const shape = slice.querySelector('path');
    const hub = slice.closest('svg').querySelector('circle.hub');
    for (const line of slice.querySelectorAll('tspan')) {
      const corners = inkCorners(line, slice);
      const inside = corners.every((p) => shape.isPointInFill(p)) &&
        corners.every((p) => Math.hypot(p.x - hub.cx.baseVal.value, p.y - hub.cy.baseVal.value) > hub.r.baseVal.value);
      if (!inside) found.push(fault('wheel', slice, `${quote(line)} leaves its slice`));
    }
  }
  return found;
}

// inkCorners are the corners of a line's ink, in the coordinates of its slice.
function inkCorners(line, slice) {
  const last = line.getNumberOfChars() - 1;
  const [a, z] = [line.getStartPositionOfChar(0), line.getEndPositionOfChar(last)];
  const size = parseFloat(getComputedStyle(line).fontSize);
  const m = slice.getScreenCTM().inverse().multiply(line.getScreenCTM());
  return [[a.x, -0.72], [z.x, -0.72], [a.x, 0.2], [z.x, 0.2]].map(([x, up]) =>
    new DOMPoint(x, a.y + up * size).matrixTransform(m));
}

const RULES = { scroll, clipped, spilling, overlapping, buried, targets, wheel };
const MORE = { projector };

// broken is everything that the page breaks of the rules that hold everywhere,
// and of those that are named. What is broken already says so once only.
function broken(more) {
  const all = writings();
  const found = [...Object.values(RULES), ...more.map((rule) => MORE[rule])].flatMap((rule) => rule(all));
  const known = new Set(found.map((f) => f.rule + f.where));
  return [...found, ...opened().filter((f) => !known.has(f.rule + f.where))];
}

// settled lets everything that moves come to its end.
async function settled() {
  await document.fonts.ready;
  const frame = () => new Promise((done) => { requestAnimationFrame(done); });
  await frame();
  await frame();
  for (const a of document.getAnimations()) {
    if (a.effect.getComputedTiming().endTime === Infinity) a.cancel();
    else a.finish();
  }
  await frame();
  return true;
}

// words is all that is said on the page, aloud or in writing, with the language
// that it is marked as.
function words() {
  const said = [{ lang: document.documentElement.lang, text: plain(document.title), where: 'title' }];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const add = (el, text, where) => {
    if (plain(text)) said.push({ lang: el.closest('[lang]')?.lang ?? '', text: plain(text), where });
  };
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const el = node.parentElement;
    if (!/^(script|style|template|noscript)$/.test(el.localName)) add(el, node.data, name(el));
  }
  for (const el of document.body.querySelectorAll('*')) {
    for (const { name: key, value } of el.attributes) {
      if (/^(aria-label|aria-description|aria-valuetext|alt|title|placeholder|data-say.*)$/.test(key)) add(el, value, `${name(el)} ${key}`);
    }
  }
  return said;
}
