// The files of a form that is not ours. An input that keeps its files is asked again and again; what a portal takes out of
// an input, or lets people drop, is remembered until the portal's own list shows its name no more.

function same(a: File, b: File): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}

interface Taken {
  file: File;
  shown: boolean; // its name has been seen in the form
}

export class HostFiles {
  #taken: Taken[] = [];
  #arriving: File[] = [];

  // From an event that the portal has not handled yet.
  arrive(files: Iterable<File>): void {
    this.#arriving.push(...files);
  }

  forget(): void {
    this.#taken = [];
    this.#arriving = [];
  }

  remove(file: File): void {
    this.#taken = this.#taken.filter((one) => !same(one.file, file));
  }

  // What is attached now. To be called when the portal has handled the events that files arrived with.
  settle(scope: HTMLElement, inputs: Iterable<HTMLInputElement>): File[] {
    const kept = [...inputs].flatMap((input) => [...(input.files ?? [])]);
    for (const file of this.#arriving.splice(0)) {
      if (![...kept, ...this.#taken.map((one) => one.file)].some((one) => same(one, file))) this.#taken.push({ file, shown: false });
    }
    this.#taken = this.#taken.filter((one) => {
      if (kept.some((file) => same(file, one.file))) return false;
      const shows = showsName(scope, one.file.name);
      const gone = one.shown && !shows;
      one.shown ||= shows;
      return !gone;
    });
    return [...kept, ...this.#taken.map((one) => one.file)];
  }
}

function showsName(scope: HTMLElement, name: string): boolean {
  if (scope.textContent?.includes(name)) return true;
  const quoted = CSS.escape(name);
  return scope.querySelector(`[title*="${quoted}"], [aria-label*="${quoted}"], [download="${quoted}"]`) !== null;
}
