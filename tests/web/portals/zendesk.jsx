// The request form of a Zendesk help center as its theme draws it: React, drop-downs that keep their value in a hidden input,
// files that go to the server when they are chosen or dropped, an input that is emptied at once, a token for each file.
import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

const fields = [
  { id: 360001, label: 'Case Reason', options: [['number_management', 'Number Management'], ['billing', 'Account::Billing']] },
  { id: 360002, label: 'Sub-Category', options: [['porting_numbers', 'Numbers::Porting Numbers'], ['ordering_numbers', 'Numbers::Ordering Numbers']] },
];

function DropDown({ field }) {
  const [chosen, choose] = useState('');
  const [open, setOpen] = useState(false);
  const label = field.options.find(([tag]) => tag === chosen)?.[1] ?? '-';
  return (
    <div>
      <span id={`label-${field.id}`}>{field.label}</span>
      <button type="button" role="combobox" aria-expanded={open} aria-labelledby={`label-${field.id}`} onClick={() => setOpen(!open)}>{label}</button>
      {open && (
        <ul role="listbox">
          {field.options.map(([tag, text]) => (
            <li key={tag} role="option" data-tag={tag} onClick={() => (choose(tag), setOpen(false))}>{text}</li>
          ))}
        </ul>
      )}
      <input type="hidden" name={`request[custom_fields][${field.id}]`} value={chosen} />
    </div>
  );
}

function Attachments() {
  const [files, setFiles] = useState([]);
  const input = useRef(null);
  async function upload(list) {
    for (const file of list) {
      const { user } = await (await fetch('/api/v2/users/me.json')).json();
      const response = await fetch(`/api/v2/uploads.json?filename=${encodeURIComponent(file.name)}&locale=en-us`, {
        method: 'POST',
        headers: { 'X-CSRF-Token': user.authenticity_token, 'Content-Type': file.type || 'application/octet-stream' },
        body: file,
      });
      const { upload } = await response.json();
      setFiles((before) => [...before, { name: file.name, token: upload.token }]);
    }
  }
  async function remove(gone) {
    await fetch(`/api/v2/uploads/${gone.token}.json`, { method: 'DELETE' });
    setFiles((before) => before.filter((one) => one !== gone));
  }
  return (
    <div
      className="dropzone"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        upload([...event.dataTransfer.files]);
      }}
    >
      <input ref={input} type="file" multiple onChange={(event) => {
        upload([...event.target.files]);
        event.target.value = '';
      }} />
      <ul>
        {files.map((file) => (
          <li key={file.token}>
            {file.name} <button type="button" aria-label={`Remove file ${file.name}`} onClick={() => remove(file)}>×</button>
            <input type="hidden" name="request[attachments][]" value={file.token} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function RequestForm() {
  const [subject, setSubject] = useState('');
  async function submit(event) {
    event.preventDefault();
    const form = event.target;
    const { user } = await (await fetch('/api/v2/users/me.json')).json();
    form.elements.authenticity_token.value = user.authenticity_token;
    form.submit();
  }
  return (
    <form action="/hc/en-us/requests" method="post" noValidate onSubmit={submit}>
      <input type="hidden" name="authenticity_token" />
      <label>Subject <input name="request[subject]" value={subject} onChange={(event) => setSubject(event.target.value)} /></label>
      <label>Description <textarea name="request[description]" /></label>
      {fields.map((field) => <DropDown key={field.id} field={field} />)}
      <Attachments />
      <button type="submit">Submit</button>
    </form>
  );
}

// The ticket form is fetched first, so it appears some time after the page.
function NewRequest() {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    fetch('/api/v2/users/me.json').then(() => setReady(true));
  }, []);
  return ready ? <RequestForm /> : <p>Loading…</p>;
}

createRoot(document.querySelector('#new-request-form')).render(<NewRequest />);
