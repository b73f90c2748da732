import {byId, el} from './dom.js';
import {token} from './api.js';

/**
 * Asks in a dialog; the action runs while it is open, and its failure is shown there.
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
      await action(Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value])));
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
    text: 'Promoting, rolling back and rejecting need the token of this installation (dashboard.token); images may need it too. It is kept in this tab only.',
    yes: 'Keep',
    fields: [{name: 'token', label: 'Token', type: 'password', value: token.get()}],
    action: ({token: value}) => token.set(value),
  });
}
