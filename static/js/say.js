// Says a sentence to screen readers, politely, without showing it. The place is
// made here, outside of everything the server renders, so that no frame
// replaces it; the style sheet hides it from sight as class "unseen".

let place;

// say speaks words; repeating the same words speaks them again.
export function say(words) {
  if (!place) {
    place = document.createElement('div');
    place.className = 'unseen';
    place.setAttribute('role', 'status');
    document.body.append(place);
  }
  // A region speaks when it changes, and only if it was in the page before.
  place.textContent = '';
  setTimeout(() => { place.textContent = words; }, 100);
}
