// Forms marked data-live are sent without leaving the page. Without script the
// same forms post and the server sends the browser back to the page. Other
// forms that post leave the page; a second tap meanwhile is not a second day.

import { newId, send } from './command.js';
import { dropDraft } from './drafts.js';
import { reached } from './live.js';
import { toast } from './toast.js';

const REFUSAL = 8_000; // ms beside its key

const made = new WeakMap(); // form -> {id, fields}: the command that is being made or was not answered
const busy = new WeakSet(); // forms on their way

// startForms takes live forms over.
export function startForms() {
  // The command is born when the finger goes down.
  for (const type of ['pointerdown', 'keydown']) {
    document.addEventListener(type, ({ target }) => {
      const form = target.closest?.('form[data-live]');
      if (form && !made.has(form)) made.set(form, { id: newId() });
    }, { capture: true, passive: true });
  }
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('form[data-live]')) {
      leave(form, event);
      return;
    }
    event.preventDefault();
    if (!busy.has(form)) submit(form, event.submitter);
  });
  // Whoever comes back with the browser's key finds the page as it was left.
  window.addEventListener('pageshow', () => { leaving = undefined; });
}

let leaving; // the form on whose answer the page waits

function leave(form, event) {
  if (form.method !== 'post') return;
  if (leaving === form) event.preventDefault();
  leaving = form;
}

async function submit(form, submitter) {
  const body = fieldsOf(form, submitter);
  const command = commandOf(form, body.toString());
  body.set('id', command.id);
  const key = submitter ?? form.querySelector('button');
  form.querySelector('[data-refusal]')?.remove();
  hold(form, key, true);
  try {
    // Not form.action: that is a field, where one is named so.
    const answer = await send(form.getAttribute('action'), body);
    if (answer === null) {
      // Nobody knows whether it arrived. The same press again is the same command.
      refuse(form, key, document.getElementById('lost')?.innerText);
      return;
    }
    made.delete(form);
    if (answer.seq === undefined) {
      refuse(form, key, answer.message);
      return;
    }
    dropDraft(form);
    await reached(answer.seq);
    form.closest('details')?.removeAttribute('open');
  } finally {
    hold(form, key, false);
  }
}

// fieldsOf is what the form says, without its id.
function fieldsOf(form, submitter) {
  const fields = new URLSearchParams(new FormData(form));
  if (submitter?.name) fields.append(submitter.name, submitter.value);
  fields.delete('id');
  return fields;
}

// commandOf keeps the id as long as the fields are the same; another choice is
// another command.
function commandOf(form, fields) {
  let command = made.get(form);
  if (!command || (command.fields !== undefined && command.fields !== fields)) command = { id: newId() };
  command.fields = fields;
  made.set(form, command);
  return command;
}

// hold marks a form that is on its way. Its key is not disabled: that would
// take the focus away.
function hold(form, key, is) {
  if (is) busy.add(form);
  else busy.delete(form);
  if (!key) return;
  for (const name of ['aria-busy', 'aria-disabled']) {
    if (is) key.setAttribute(name, 'true');
    else key.removeAttribute(name);
  }
}

// refuse says why, at the bottom of the screen and beside the key.
function refuse(form, key, message) {
  if (!message) return;
  toast(message);
  if (!form.isConnected) return;
  const note = document.createElement('p');
  note.className = 'wrong';
  note.dataset.refusal = '';
  note.textContent = message;
  if (key && form.contains(key)) key.after(note);
  else form.append(note);
  setTimeout(() => note.remove(), REFUSAL);
}
