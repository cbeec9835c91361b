// The way of a file that was made here into the form. The host is asked first; a form that does not answer is given the
// file as if it had been chosen.

// Cancelable: a host that keeps its own list of files takes the file itself and prevents the default.
export class PortCheckFileEvent extends Event {
  static readonly type = 'port-check-file';
  constructor(
    readonly file: File,
    readonly replaces: File | undefined,
  ) {
    super(PortCheckFileEvent.type, { bubbles: true, composed: true, cancelable: true });
  }
}

// An element that is attached to a form puts files there itself.
interface Taker extends HTMLElement {
  attachFile(file: File, replaced?: File): boolean;
}

// False where there is no input that could take it.
export function putFile(element: Taker, file: File, replaces?: File): boolean {
  if (!element.dispatchEvent(new PortCheckFileEvent(file, replaces))) return true;
  if (element.attachFile(file, replaces)) return true;
  const inputs = [...(element.closest('form')?.querySelectorAll<HTMLInputElement>('input[type=file]') ?? [])].filter((input) => !input.disabled);
  const input = inputs.find(({ files }) => replaces && [...(files ?? [])].includes(replaces)) ?? inputs[0];
  if (!input) return false;
  const transfer = new DataTransfer();
  const present = [...(input.files ?? [])];
  const at = replaces ? present.indexOf(replaces) : -1;
  const files = at >= 0 ? present.map((one, index) => (index === at ? file : one)) : input.multiple ? [...present, file] : [file];
  for (const one of files) transfer.items.add(one);
  input.files = transfer.files;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

declare global {
  interface HTMLElementEventMap {
    'port-check-file': PortCheckFileEvent;
  }
}
