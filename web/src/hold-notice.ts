// The line above the panel: why the form was not sent, which takes the focus so that nobody looks for it, and that the
// check had to be started again.
import { h, say } from './dom';
import type { HoldWords } from './hold-words';
import type { Held } from './submission';

export type Notice = Held | 'restarted';

export class HoldNotice {
  // Never hidden, only empty: a live region has to be there before its words.
  readonly root = h('p', { class: 'hold', part: 'hold', 'aria-live': 'polite', tabindex: '-1', dir: 'ltr' });

  // It says why the form is held, and not something else.
  get holds(): boolean {
    return this.root.textContent !== '' && this.root.dataset['held'] !== 'restarted';
  }

  show(held: Notice | undefined, things: number, words: HoldWords): void {
    this.root.dataset['held'] = held ?? '';
    if (held === undefined) return say(this.root, '');
    const texts: Record<Notice, () => string> = {
      waiting: () => words.waiting,
      unfinished: () => words.unfinished(things),
      errors: () => words.errors(things),
      'errors-once': () => words.errorsOnce(things),
      restarted: () => words.restarted,
    };
    say(this.root, texts[held]());
    if (held === 'waiting' || held === 'restarted') return;
    this.root.focus({ preventScroll: true });
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.root.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }
}
