// The attachments field: the native file input stays the one that is submitted and remains usable by itself; this adds a
// list with remove and replace, collects files over several choices, and takes drops anywhere on the page.

const units = ['bytes', 'KB', 'MB', 'GB'];

export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toLocaleString('en-US', { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 })} ${units[unit]}`;
}

function same(a: File, b: File): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}

export class FileField {
  #files: File[] = [];
  readonly #list = document.createElement('ul');
  readonly #said = document.createElement('p');
  #replacing: File | undefined;
  #dragDepth = 0;

  constructor(
    readonly input: HTMLInputElement,
    readonly zone: HTMLElement,
    readonly onChange: (files: File[]) => void,
  ) {
    this.#list.className = 'files';
    this.#said.className = 'unseen';
    this.#said.setAttribute('role', 'status');
    zone.append(this.#said);
    zone.after(this.#list);
    input.addEventListener('change', () => this.#chosen());
    input.addEventListener('cancel', () => (this.#replacing = undefined));
    // A form that the browser restored keeps its files.
    if (input.files?.length) this.#chosen();
    this.#takeDrops();
  }

  // A file that the page made: in the place of another one, or behind them.
  put(file: File, replaces?: File): void {
    const known = replaces !== undefined && this.#files.includes(replaces);
    this.#set(known ? this.#files.map((one) => (one === replaces ? file : one)) : [...this.#files, file]);
  }

  // Called with what the browser's own dialog gave; the input then holds only that.
  #chosen(): void {
    const chosen = [...(this.input.files ?? [])];
    const replaced = this.#replacing;
    this.#replacing = undefined;
    if (replaced && chosen.length > 0) this.#set(this.#files.flatMap((file) => (file === replaced ? chosen : [file])));
    else this.#add(chosen);
  }

  #add(added: File[]): void {
    const fresh = added.filter((file) => !this.#files.some((known) => same(known, file)));
    this.#set([...this.#files, ...fresh]);
    if (fresh.length > 0) this.#say(`${fresh.map((file) => file.name).join(', ')} attached`);
  }

  #set(files: File[]): void {
    this.#files = files;
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    this.input.files = transfer.files;
    this.#draw();
    this.#hold();
    this.onChange([...files]);
  }

  // What the help-desk would refuse is said before it is uploaded.
  #hold(): void {
    const { maxFiles = '0', maxBytes = '0' } = this.input.dataset;
    const bytes = this.#files.reduce((sum, file) => sum + file.size, 0);
    let problem = '';
    if (bytes > Number(maxBytes)) {
      problem = `These files have ${sizeText(bytes)} together; ${sizeText(Number(maxBytes))} can be sent at once.`;
    } else if (this.#files.length > Number(maxFiles)) {
      problem = `These are ${this.#files.length} files; ${maxFiles} can be sent at once.`;
    }
    this.input.setCustomValidity(problem);
    if (problem) this.input.reportValidity();
  }

  #say(text: string): void {
    this.#said.textContent = text;
  }

  #remove(file: File): void {
    const at = this.#files.indexOf(file);
    this.#set(this.#files.filter((one) => one !== file));
    this.#say(`${file.name} removed`);
    const next = this.#list.children[Math.min(at, this.#files.length - 1)];
    (next?.querySelector<HTMLElement>('button:last-of-type') ?? this.input).focus();
  }

  #replace(file: File): void {
    this.#replacing = file;
    this.input.click();
  }

  #draw(): void {
    this.#list.replaceChildren(...this.#files.map((file) => this.#row(file)));
  }

  #row(file: File): HTMLLIElement {
    const row = document.createElement('li');
    const name = document.createElement('span');
    name.className = 'file-name';
    name.textContent = file.name;
    const size = document.createElement('span');
    size.className = 'file-size';
    size.textContent = sizeText(file.size);
    const button = (text: string, action: () => void) => {
      const element = document.createElement('button');
      element.type = 'button';
      element.textContent = text;
      element.setAttribute('aria-label', `${text} ${file.name}`);
      element.addEventListener('click', action);
      return element;
    };
    row.append(
      name,
      size,
      button('Replace', () => this.#replace(file)),
      button('Remove', () => this.#remove(file)),
    );
    return row;
  }

  #takeDrops(): void {
    const withFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const mark = () => this.zone.classList.toggle('dropping', this.#dragDepth > 0);
    addEventListener('dragenter', (event) => {
      if (!withFiles(event)) return;
      this.#dragDepth++;
      mark();
    });
    addEventListener('dragleave', (event) => {
      if (!withFiles(event)) return;
      this.#dragDepth = Math.max(0, this.#dragDepth - 1);
      mark();
    });
    // A file that misses the zone must not replace the half-filled form by its own content.
    addEventListener('dragover', (event) => {
      if (!withFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    });
    addEventListener('drop', (event) => {
      if (!withFiles(event)) return;
      event.preventDefault();
      this.#dragDepth = 0;
      mark();
      this.#add([...(event.dataTransfer?.files ?? [])]);
    });
  }
}
