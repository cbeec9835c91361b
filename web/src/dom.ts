// Two small helpers: elements without markup strings, and lists that are updated in place, so that focus, scroll
// position and opened details survive a re-check.

type Child = Node | string;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Sets text only when it differs: a live region is announced when it changes.
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export interface Kept<T> {
  element: HTMLElement;
  update(item: T): void;
}

// Puts the elements into the parent in this order, and moves only those that stand elsewhere.
export function arrange(parent: Element, elements: Iterable<Element>): void {
  let at = parent.firstElementChild;
  for (const element of elements) {
    if (element === at) at = at.nextElementSibling;
    else parent.insertBefore(element, at);
  }
}

// One element for each item, kept by key and moved only where the order changed.
export class KeyedList<T extends { key: string }> {
  #kept = new Map<string, Kept<T>>();

  constructor(
    readonly parent: HTMLElement,
    readonly make: (item: T) => Kept<T>,
  ) {}

  // With `from` and `to` those items alone are drawn: the ones before have been, the ones behind wait as they are for a
  // later call.
  update(items: T[], from = 0, to = items.length): void {
    const next = new Map<string, Kept<T>>();
    items.forEach((item, index) => {
      const known = this.#kept.get(item.key);
      if (!known && index >= to) return;
      const kept = known ?? this.make(item);
      if (!known || (index >= from && index < to)) kept.update(item);
      next.set(item.key, kept);
    });
    for (const [key, kept] of this.#kept) if (!next.has(key)) kept.element.remove();
    arrange(
      this.parent,
      [...next.values()].map(({ element }) => element),
    );
    this.#kept = next;
  }
}
