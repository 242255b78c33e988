const happened = document.getElementById('happened');
for (const key of document.querySelectorAll('button[id]')) {
  key.addEventListener('pointerdown', event => { key.dataset.by = event.pointerType; });
  key.addEventListener('click', () => { happened.textContent += ` ${key.id} by ${key.dataset.by};`; });
}
setTimeout(() => { document.getElementById('veil').hidden = true; }, 150);
setTimeout(() => { document.getElementById('late').disabled = false; }, 300);
