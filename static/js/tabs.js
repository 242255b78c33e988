// On a narrow screen the links in nav[data-tabs] show one section[data-tab] at
// a time. On a wide one, and without script, all sections show and the links
// just lead to them.

const narrow = matchMedia('not all and (min-width: 60rem)');

let chosen; // id of the section

// startTabs takes the links over.
export function startTabs() {
  chosen = location.hash.slice(1) || sessionStorage.getItem(memory());
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-tabs] a');
    if (!link || !narrow.matches) return;
    event.preventDefault();
    choose(link);
  });
  document.addEventListener('keydown', (event) => {
    const link = event.target.closest?.('[data-tabs] a');
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!link || !step || !narrow.matches) return;
    event.preventDefault();
    const links = [...link.closest('[data-tabs]').querySelectorAll('a')];
    const next = links[(links.indexOf(link) + step + links.length) % links.length];
    next.focus();
    choose(next);
  });
  narrow.addEventListener('change', refreshTabs);
  refreshTabs();
}

function choose(link) {
  chosen = link.hash.slice(1);
  sessionStorage.setItem(memory(), chosen);
  refreshTabs();
  scrollTo({ top: 0 });
}

// memory is where the choice is kept for the next load of this page.
function memory() {
  return `tab ${location.pathname}`;
}

// refreshTabs shows what is chosen; after a frame, too. The choice is forgotten
// where there is nothing to choose: the next round begins at the beginning.
export function refreshTabs() {
  const links = [...document.querySelectorAll('[data-tabs] a')];
  if (links.length === 0) {
    if (chosen) sessionStorage.removeItem(memory());
    chosen = undefined;
    return;
  }
  const current = links.find((link) => link.hash === `#${chosen}`) ?? links[0];
  for (const link of links) {
    if (narrow.matches && link === current) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  for (const section of document.querySelectorAll('[data-tab]')) {
    section.hidden = narrow.matches && `#${section.id}` !== current.hash;
  }
}
