// Freshdesk's new-ticket page: fields named helpdesk_ticket[…], a rich editor, and a list of attachments where each choice
// leaves its own file input behind, hidden, and offers another.
const form = document.querySelector('#new_helpdesk_ticket');
const list = form.querySelector('.attachments');

function offer() {
  const input = document.createElement('input');
  input.type = 'file';
  input.name = 'helpdesk_ticket[attachments][][resource]';
  input.className = 'next';
  input.addEventListener('change', () => {
    if (input.files.length === 0) return;
    input.className = 'chosen';
    input.hidden = true;
    const row = document.createElement('li');
    const remove = document.createElement('a');
    remove.textContent = 'Delete';
    remove.href = '#';
    remove.addEventListener('click', (event) => {
      event.preventDefault();
      row.remove();
      input.remove();
    });
    row.append(input.files[0].name, ' ', remove);
    list.append(row);
    offer();
  });
  form.querySelector('.attach').append(input);
}

offer();
const editor = form.querySelector('[contenteditable]');
const source = form.querySelector('textarea');
form.addEventListener('submit', () => (source.value = editor.innerHTML));
