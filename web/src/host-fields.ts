// Which of a form's controls hold the ticket's subject, description, reason and sub-category, and what they say.
import type { Ticket } from './request';

export const portingReason = 'Number Management';
export const portingSubCategory = 'Porting Numbers';

export type FieldKey = 'subject' | 'description' | 'reason' | 'sub_category';
export type FieldSelectors = Partial<Record<FieldKey, string>>;

// Names as help-desks give them, folded: lower case, letters only, no prefix or suffix of a custom field.
const known: Record<FieldKey, readonly string[]> = {
  subject: ['subject', 'summary', 'title'],
  description: ['description', 'details', 'message', 'comment', 'content', 'body'],
  reason: ['casereason', 'reason'],
  sub_category: ['subcategory', 'subcategories'],
};

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const controls = 'input:not([type=file], [type=hidden], [type=password], [type=checkbox], [type=radio], [type=submit], [type=button]), select, textarea';

function folded(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}

// request[subject], helpdesk_ticket[custom_field][cf_case_reason_9], Sub_Category__c, Object-…-Values are all names.
function foldedName(name: string): string {
  const last = /\[([^\][]+)\]\[?\]?$/.exec(name)?.[1] ?? name;
  return folded(last.replace(/^cf_/i, '').replace(/__c$/i, ''));
}

function foldedLabels(control: Control): string[] {
  const texts = [control.getAttribute('aria-label') ?? '', control.getAttribute('placeholder') ?? ''];
  for (const label of control.labels ?? []) texts.push((label.textContent ?? '').replace(control.textContent ?? '', '')); // without a list's choices
  return texts.map((text) => folded(text.replace(/\((?:required|optional)\)|\b(?:required|optional)\b/gi, '')));
}

// A select's choice is what it shows; of nested categories ("Numbers::Porting Numbers") the last one.
function valueOf(element: Element): string {
  if (element instanceof HTMLSelectElement) {
    return element.value === '' ? '' : (element.selectedOptions[0]?.textContent ?? '').trim().split('::').at(-1)!.trim();
  }
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return element.value.trim();
  return ((element as HTMLElement).innerText ?? element.textContent ?? '').trim();
}

export class HostFields {
  constructor(
    readonly scope: ParentNode,
    readonly selectors: FieldSelectors,
  ) {}

  // By selector, else by name, else by label. Undefined: the form has no such field.
  find(key: FieldKey): Element | undefined {
    const selector = this.selectors[key];
    if (selector !== undefined) {
      return this.scope.querySelector(selector) ?? document.querySelector(selector) ?? undefined;
    }
    const all = [...this.scope.querySelectorAll<Control>(controls)];
    const named = (names: (control: Control) => string[]) =>
      all.find((control) => names(control).some((name) => known[key].includes(name)));
    return named(({ name, id }) => [foldedName(name), foldedName(id)]) ?? named(foldedLabels);
  }

  read(): Ticket {
    const ticket: Ticket = {};
    for (const key of Object.keys(known) as FieldKey[]) {
      const field = this.find(key);
      if (field) ticket[key] = valueOf(field);
    }
    return ticket;
  }
}

// The ticket where its category, as far as the form asks for one, says porting; else undefined. A help-desk may name a
// category by a tag ("porting_numbers"), and a form for port requests alone may not ask: the ticket says it in full words.
export function portingTicket(ticket: Ticket, reason: string, subCategory: string): Ticket | undefined {
  const says = (value: string | undefined, wanted: string) => value === undefined || folded(value) === folded(wanted);
  if (!says(ticket.reason, reason) || !says(ticket.sub_category, subCategory)) return undefined;
  return { ...ticket, reason: portingReason, sub_category: portingSubCategory };
}
