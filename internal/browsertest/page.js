// What a person can see of a page and do with it. Go puts these functions around
// one expression at a time, so nothing of them stays in the page. A look returns
// {value} when it sees what it is for, else {why}.

// wait looks again at every change of the page, and now and then for what
// changes without one (styles, typing), until there is a value or time is up.
// Where pages may not run script (asleep), nothing is ever called back: it looks
// once, and Go looks again.
function wait(look, millis) {
  if (asleep) return attempt();
  return new Promise(resolve => {
    const end = performance.now() + millis;
    const changes = new MutationObserver(again);
    const timer = setInterval(again, 40);
    changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    again();

    function again() {
      const seen = attempt();
      if (!('value' in seen) && performance.now() < end) return;
      changes.disconnect();
      clearInterval(timer);
      resolve(seen);
    }
  });

  // What cannot be looked at yet, because an element is missing, may be later.
  function attempt() {
    try {
      return look();
    } catch (err) {
      return { why: String(err) };
    }
  }
}

// plain makes all white space one space, so that a test may write narrow
// no-break spaces as it likes.
function plain(text) {
  return text.replace(/\s+/g, ' ').trim();
}

function words(el) {
  return plain('innerText' in el ? el.innerText : el.textContent);
}

function shown(el) {
  const box = el.getBoundingClientRect();
  return el.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0;
}

function named(el) {
  const id = el.id && `#${el.id}`;
  const classes = [...el.classList].map(c => `.${c}`).join('');
  return `<${el.localName}${id}${classes}>`;
}

// find returns the first visible element that matches and holds the text.
function find(css, text) {
  const all = [...document.querySelectorAll(css)];
  const seen = all.filter(shown);
  const holding = seen.find(el => words(el).includes(plain(text)));
  if (holding) return { value: holding };
  if (!all.length) return { why: 'there is no such element' };
  if (!seen.length) return { why: `${all.length} such element(s), none visible` };
  return { why: `there it says: ${seen.map(el => JSON.stringify(words(el).slice(0, 200))).join(', ')}` };
}

// spot returns where to put the finger to hit what find finds: loaded, enabled,
// at rest and not covered by anything else.
function spot(css, text) {
  if (document.readyState !== 'complete') return { why: 'the page is still loading' };
  const { value: el, why } = find(css, text);
  if (!el) return { why };
  if (el.matches(':disabled, [aria-disabled="true"]')) return { why: `${named(el)} is disabled` };
  el.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const box = el.getClientRects()[0];
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const hit = document.elementFromPoint(x, y);
  if (!hit) return { why: `${named(el)} is outside of the window` };
  if (hit !== el && !el.contains(hit) && !labels(hit, el)) return { why: `${named(el)} is covered by ${named(hit)}` };
  return rests(x, y) ? { value: { x, y } } : { why: `${named(el)} is moving` };
}

// rests tells whether the place was the same at an earlier look, so that a finger
// aimed at it arrives before it has moved on.
let last;
function rests(x, y) {
  if (asleep) return true;
  const now = performance.now();
  if (last && Math.hypot(x - last.x, y - last.y) < 1) return now - last.at >= 30;
  last = { x, y, at: now };
  return false;
}

// labels tells whether a hit on the label is a hit on the control, as with radio
// buttons that are drawn by their labels.
function labels(hit, control) {
  return [...(control.labels ?? [])].some(label => label.contains(hit));
}

// take makes a field ready for typing over it, or sets at once what is not typed.
function take(css, value) {
  const el = document.querySelectorAll(css).values().find(shown);
  if (el.localName !== 'select' && el.type !== 'range') {
    el.focus();
    el.select?.();
    return true;
  }
  el.value = value;
  if (el.value !== value) throw new Error(`${named(el)} does not offer ${value}`);
  el.dispatchEvent(new Event('input', { bubbles: true }));
  el.dispatchEvent(new Event('change', { bubbles: true }));
  return false;
}
