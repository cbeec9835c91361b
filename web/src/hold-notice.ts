// The line above the panel that says why the form was not sent. It takes the focus, so that nobody looks for it.
import { h, say } from './dom';
import type { HoldWords } from './hold-words';
import type { Held } from './submission';

export class HoldNotice {
  readonly root = h('p', { class: 'hold', part: 'hold', role: 'alert', tabindex: '-1', hidden: '' });

  show(held: Held | undefined, things: number, words: HoldWords): void {
    this.root.hidden = held === undefined;
    this.root.dataset['held'] = held ?? '';
    if (held === undefined) return say(this.root, '');
    say(this.root, { waiting: () => words.waiting, errors: () => words.errors(things), 'errors-once': () => words.errorsOnce(things) }[held]());
    if (held === 'waiting') return;
    this.root.focus({ preventScroll: true });
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.root.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }
}
