import {byId, el} from './dom.js';
import {token} from './api.js';

/**
 * Opens a dialog. The action runs while the dialog is open; if it fails, the dialog shows the error.
 * @param fields [{name, label, type, value}]
 */
export function ask({title, text, yes, danger, fields = [], action}) {
  const dialog = byId('ask');
  byId('ask-title').textContent = title;
  byId('ask-text').textContent = text;
  byId('ask-problem').textContent = '';
  const inputs = Object.fromEntries(fields.map(field => [
    field.name,
    el('input', {type: field.type ?? 'text', value: field.value, maxlength: 500, autocomplete: 'off'}),
  ]));
  byId('ask-fields').replaceChildren(...fields.map(field => el('label', {}, field.label, inputs[field.name])));
  const confirm = byId('ask-yes');
  confirm.textContent = yes;
  confirm.className = danger ? 'danger' : '';
  const run = async () => {
    confirm.disabled = true;
    try {
      await action(Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.type === 'checkbox' ? input.checked : input.value])));
      dialog.close();
    } catch (failure) {
      byId('ask-problem').textContent = failure.message;
    } finally {
      confirm.disabled = false;
    }
  };
  confirm.onclick = run;
  byId('ask-no').onclick = () => dialog.close();
  dialog.onkeydown = event => {
    if (event.key === 'Enter' && event.target.tagName === 'INPUT') run();
  };
  dialog.showModal();
}

export function askForToken() {
  ask({
    title: 'Token',
    text: 'To promote, roll back or reject a version, you need the token of this installation (dashboard.token). You may also need it to see images. The token is stored only in this tab.',
    yes: 'Keep',
    fields: [{name: 'token', label: 'Token', type: 'password', value: token.get()}],
    action: ({token: value}) => token.set(value),
  });
}
