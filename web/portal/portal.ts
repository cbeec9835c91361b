// The contact-support page: dependent lists, attachments, and <port-check> for requests that port numbers. Without this
// script the form still posts.
import { PortCheckElement } from '../src/port-check';
import { FileField } from './file-field';
import { portingReason, portingSubCategory } from './reasons';

function find<T extends Element>(selector: string): T {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}

PortCheckElement.define();

const form = find<HTMLFormElement>('.form');
const reason = find<HTMLSelectElement>('#reason');
const subCategory = find<HTMLSelectElement>('#sub_category');
const subject = find<HTMLInputElement>('#subject');
const description = find<HTMLTextAreaElement>('#description');
const help = find<HTMLElement>('.help');
const send = find<HTMLButtonElement>('.send button');
const sendHint = find<HTMLElement>('#send-hint');
const optional = find<HTMLElement>('.optional');
const hint = find<HTMLElement>('#attachments-hint');
const check = find<PortCheckElement>('port-check');

const limit = hint.textContent ?? '';
const anyHint = `Or drop them anywhere on this page. ${limit}`;
const portingHint = `The spreadsheet and the signed letter: choose them, or drop them anywhere on this page. ${limit}`;

const noChoice = subCategory.options[0] as HTMLOptionElement;
const offered = new Map([...subCategory.querySelectorAll('optgroup')].map((group) => [group.label, [...group.children]]));

// Only the chosen reason's sub-categories are offered; what was chosen is kept where it still fits.
function offerSubCategories(): void {
  const choices = offered.get(reason.value);
  const chosen = subCategory.value;
  subCategory.replaceChildren(noChoice, ...(choices ?? []));
  subCategory.disabled = !choices;
  subCategory.required = Boolean(choices);
  subCategory.value = chosen;
  if (subCategory.selectedIndex < 0) subCategory.selectedIndex = 0;
}

function update(): void {
  const porting = reason.value === portingReason && subCategory.value === portingSubCategory;
  check.active = porting;
  help.hidden = porting;
  optional.hidden = porting;
  hint.textContent = porting ? portingHint : anyHint;
  check.ticket = {
    subject: subject.value,
    description: description.value,
    reason: reason.value,
    sub_category: subCategory.value,
  };
}

const fileField = new FileField(find<HTMLInputElement>('#attachments'), find<HTMLElement>('.drop'), (files) => {
  check.files = files;
});

// A sheet or letter that was made in the check goes into the list like one that was chosen.
check.addEventListener('port-check-file', (event) => {
  event.preventDefault();
  fileField.put(event.file, event.replaces);
});

reason.addEventListener('change', () => {
  offerSubCategories();
  update();
});
for (const field of [subCategory, subject, description]) field.addEventListener('input', update);

form.addEventListener('submit', () => {
  // After the browser has taken the form's data; a second click must not make a second ticket.
  setTimeout(() => {
    send.disabled = true;
    sendHint.textContent = 'Sending your request…';
  });
});
addEventListener('pageshow', () => {
  send.disabled = false;
  sendHint.textContent = '';
  offerSubCategories();
  update();
});

offerSubCategories();
update();
