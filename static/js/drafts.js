// What somebody has filled in and not sent yet must survive frames. The server
// draws a form as it was sent last; after each frame the drafts are put back.
// They are kept by form, name and value, not by element: a frame may give an
// element another meaning.

const drafts = new Map(); // form key -> Map(control key -> state)

// startDrafts notes every change that a person makes in a live form.
export function startDrafts() {
  document.addEventListener('input', ({ target }) => {
    const form = target.form;
    if (!form?.matches('[data-live]') || !target.name) return;
    const key = formKey(form);
    if (!drafts.has(key)) drafts.set(key, new Map());
    drafts.get(key).set(controlKey(target), ticks(target) ? tickOf(target) : target.value);
  });
}

// applyDrafts puts the drafts back into the page.
export function applyDrafts() {
  if (drafts.size === 0) return;
  for (const form of document.querySelectorAll('form[data-live]')) {
    const draft = drafts.get(formKey(form));
    if (!draft) continue;
    for (const control of form.elements) {
      const state = control.name ? draft.get(controlKey(control)) : undefined;
      if (state === undefined) continue;
      if (control.type === 'radio') control.checked = control.value === state;
      else if (control.type === 'checkbox') control.checked = state;
      else if (control.value !== state) control.value = state;
    }
  }
}

// dropDraft forgets a form's draft: it was sent.
export function dropDraft(form) {
  drafts.delete(formKey(form));
}

// Forms for the same command differ by what their hidden fields hold.
function formKey(form) {
  const hidden = [...form.elements].filter((c) => c.type === 'hidden' && c.name !== 'id');
  return [form.getAttribute('action'), ...hidden.map((c) => `${c.name}=${c.value}`)].join(' ');
}

// Radios of a name share one state: which is chosen. Checkboxes have one each.
function controlKey(control) {
  return control.type === 'checkbox' ? `${control.name}=${control.value}` : control.name;
}

function ticks(control) {
  return control.type === 'radio' || control.type === 'checkbox';
}

function tickOf(control) {
  return control.type === 'radio' ? control.value : control.checked;
}
