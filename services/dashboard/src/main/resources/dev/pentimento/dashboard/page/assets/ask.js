import {byId, el} from './dom.js';
import {Refused, token} from './api.js';

/**
 * Opens a dialog. The action runs while the dialog is open; if it fails, the dialog shows the error.
 * @param fields [{name, label, type, value}], or with options [[value, text]] instead of a type
 */
export function ask({title, text, yes, danger, fields = [], action}) {
  const dialog = byId('ask');
  byId('ask-title').textContent = title;
  byId('ask-text').textContent = text;
  byId('ask-problem').textContent = '';
  const inputs = Object.fromEntries(fields.map(field => [
    field.name,
    field.options
      ? el('select', {}, field.options.map(([value, name]) => el('option', {value, selected: value === field.value}, name)))
      : el('input', {type: field.type ?? 'text', value: field.value, maxlength: 500, autocomplete: 'off'}),
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

/** Asks for the token too, unless this tab has it; one that is refused is forgotten. */
export function askOperator({fields, action, ...rest}) {
  ask({
    ...rest,
    fields: [...fields, ...(token.get() ? [] : [{name: 'token', label: 'Token', type: 'password', value: ''}])],
    action: async ({token: given, ...said}) => {
      if (given) token.set(given);
      try {
        await action(said);
      } catch (failure) {
        if (failure instanceof Refused && failure.status === 401) token.set('');
        throw failure;
      }
    },
  });
}

export function askForToken() {
  ask({
    title: 'Token',
    text: 'To promote, roll back or reject a version, and to acknowledge an alarm, you need the token of this installation (dashboard.token). You may also need it to see images. The token is stored only in this tab.',
    yes: 'Keep',
    fields: [{name: 'token', label: 'Token', type: 'password', value: token.get()}],
    action: ({token: value}) => token.set(value),
  });
}
