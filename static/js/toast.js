// A sentence at the bottom of the screen for six seconds. It is never the only
// place of a fact.

const SHOWN = 6_000; // ms

let place;
let timer;

// toast shows a sentence and says it to screen readers. A new one replaces the
// one before.
export function toast(sentence) {
  if (!place) {
    place = document.createElement('div');
    place.setAttribute('role', 'status');
    document.body.append(place);
  }
  // The region must be in the page before its text for it to be spoken.
  requestAnimationFrame(() => {
    place.className = 'toast';
    place.textContent = sentence;
  });
  clearTimeout(timer);
  timer = setTimeout(() => {
    place.className = '';
    place.textContent = '';
  }, SHOWN);
}
