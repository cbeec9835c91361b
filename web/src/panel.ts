// The panel's DOM: verdict, progress, checklist, findings. What to show is decided in view.ts and controller.ts.
import type { State } from './controller';
import { h, KeyedList, say, type Kept } from './dom';
import type { RuleId } from './report';
import { shown } from './shown';
import { emptyView, rowsAtFirst, viewOf, type Action, type Group, type Item, type Row, type View } from './view';
import type { Words } from './words';

export interface PanelOrder {
  file?: number;
  rule?: RuleId;
  fix?: boolean;
}

// What the panel asks of its owner.
export interface PanelOwner {
  titleOf(rule: RuleId): string;
  uploadsOnSend(): boolean; // files leave the form with everything else, and not before
  act(action: Action, order: PanelOrder, from: HTMLElement): void;
  cancel(): void;
}

const signs = { ok: '✓', problem: '✕', look: '!', needed: '–', note: 'i' } as const;
const tones = { calm: '–', ready: '✓', look: '!', problem: '✕', needed: '–', failed: '!' } as const;

function sign(text: string): HTMLElement {
  return h('span', { class: 'sign', 'aria-hidden': 'true' }, text);
}

// Groups are drawn a few at a time, so that the page answers in between.
const groupsAtOnce = 8;
const groupsThen = 6;

export class Panel {
  readonly root: HTMLElement;
  #later: ReturnType<typeof setTimeout> | undefined;
  readonly #words: Words;
  readonly #verdict = h('p', { class: 'verdict', part: 'verdict' });
  readonly #verdictSign = sign(tones.calm);
  readonly #verdictText = h('span');
  readonly #hint = h('p', { class: 'hint' });
  readonly #work = h('div', { class: 'work', hidden: '' });
  readonly #bar = h('progress', { max: '1000' });
  readonly #workText = h('p', { class: 'work-text', id: 'work' });
  readonly #live = h('p', { class: 'unseen', role: 'status' });
  readonly #items: KeyedList<Item>;
  readonly #groups: KeyedList<Group>;
  readonly #notes: KeyedList<Group>;
  readonly #groupList = h('div', { class: 'groups', part: 'findings' });
  readonly #noteBox = h('details', { class: 'notes', hidden: '' });
  readonly #noteSummary = h('summary');
  readonly #timesBox = h('details', { class: 'times' });
  readonly #times = h('ul');
  #timesSaid = '';
  #judged = false;
  readonly #where = h('p');
  readonly #owner: PanelOwner;
  readonly foot = h('footer');
  // Where the workbench puts what is opened.
  readonly bench = h('div');

  constructor(words: Words, owner: PanelOwner) {
    this.#words = words;
    this.#owner = owner;
    this.#bar.setAttribute('aria-labelledby', 'work');
    const checklist = h('ul', { class: 'checklist', part: 'checklist' });
    const noteList = h('div');
    this.#items = new KeyedList(checklist, () => checklistItem(words, owner));
    this.#groups = new KeyedList(this.#groupList, (group) => findingGroup(group, words, owner));
    this.#notes = new KeyedList(noteList, (group) => findingGroup(group, words, owner));
    this.#verdict.append(this.#verdictSign, this.#verdictText);
    const cancel = h('button', { type: 'button', class: 'cancel' }, words.cancel);
    cancel.addEventListener('click', () => owner.cancel());
    this.#work.append(this.#bar, this.#workText, cancel);
    this.#timesBox.append(h('summary', {}, words.times), this.#times);
    this.#noteBox.append(this.#noteSummary, noteList);
    this.root = h(
      'section',
      { class: 'panel', part: 'panel', 'aria-labelledby': 'title', lang: words.locale },
      h(
        'header',
        {},
        h('h2', { id: 'title' }, words.title),
        this.#verdict,
        h('div', { class: 'under' }, this.#hint, this.#work),
      ),
      this.#live,
      checklist,
      this.bench,
      this.#groupList,
      this.#timesBox,
      this.#noteBox,
      this.foot,
    );
    this.foot.append(this.#where, h('p', {}, words.notSeen));
    this.#render(emptyView(words));
    say(this.#where, this.#here());
  }

  show(state: State): void {
    const checking = state.phase === 'checking';
    this.root.setAttribute('aria-busy', String(checking && state.slow));
    this.#work.hidden = !(checking && state.slow);
    this.#hint.hidden = checking && state.slow;
    switch (state.phase) {
      case 'idle':
        this.#judged = false;
        this.#render(emptyView(this.#words));
        say(this.#live, '');
        say(this.#where, this.#here());
        break;
      case 'checking':
        if (state.slow) this.#progress(state.step);
        if (state.slow && this.root.dataset['tone'] === 'calm') this.#busy();
        break;
      case 'report':
        this.#judged = true;
        this.#render(viewOf(state.report, this.#words, state.ticket, (rule) => this.#owner.titleOf(rule)));
        say(this.#where, state.by === 'device' ? this.#here() : this.#words.checkedOnServer);
        this.#announce();
        break;
      case 'cancelled':
        this.#tone('failed');
        say(this.#verdictText, this.#words.cancelled);
        say(this.#hint, state.held ? this.#words.cancelledHeld : this.#words.failedHint);
        if (!this.#judged) this.#items.update([]);
        this.#announce();
        break;
      case 'failed':
        this.#failed(state);
        this.#announce();
        break;
    }
  }

  #here(): string {
    return this.#owner.uploadsOnSend() ? this.#words.checkedHere : this.#words.checkedHereFormMayStore;
  }

  #announce(): void {
    say(this.#live, [this.#verdictText.textContent, this.#hint.textContent].filter(Boolean).join('. '));
  }

  // Nothing has been judged yet: what is attached is not known to be missing.
  #busy(): void {
    const { items } = emptyView(this.#words);
    say(this.#verdictText, this.#words.busy);
    this.#items.update(items.map((item) => ({ ...item, text: this.#words.beingRead })));
  }

  #failed({ error }: Extract<State, { phase: 'failed' }>): void {
    const empty = emptyView(this.#words);
    this.#render({ ...empty, items: [], groups: [], notes: [] });
    this.#tone('failed');
    say(this.#where, ''); // nobody knows how far it came
    const gone = error.failure.kind === 'unreadable-file' ? this.#words.fileGone(shown(error.failure.file)) : '';
    say(this.#verdictText, this.#words.failed);
    say(this.#hint, [gone, this.#words.failedHint].filter(Boolean).join(' '));
  }

  #progress(step: Extract<State, { phase: 'checking' }>['step']): void {
    const words = this.#words;
    if (step.at === 'checking' && step.permille > 0) this.#bar.value = step.permille;
    else this.#bar.removeAttribute('value');
    switch (step.at) {
      case 'starting':
        return say(this.#workText, words.starting);
      case 'reading':
        return say(this.#workText, words.reading(shown(step.file)));
      case 'checking':
        return say(this.#workText, words.checking(Math.floor(step.permille / 10)));
      case 'server':
        say(this.#where, words.checkedOnServer);
        return say(this.#workText, words.onServer);
    }
  }

  #tone(tone: View['tone'] | 'failed'): void {
    this.root.dataset['tone'] = tone;
    say(this.#verdictSign, tones[tone]);
  }

  // Nothing of it is shown afterwards.
  close(): void {
    clearTimeout(this.#later);
  }

  #drawFrom(from: number, to: number, view: View): void {
    this.#groups.update(view.groups, from, to);
    if (to < view.groups.length) this.#later = setTimeout(() => this.#drawFrom(to, to + groupsThen, view));
    else this.#notes.update(view.notes);
  }

  #render(view: View): void {
    clearTimeout(this.#later);
    this.#tone(view.tone);
    say(this.#verdictText, view.verdict);
    say(this.#hint, view.hint);
    this.#items.update(view.items);
    this.#drawFrom(0, groupsAtOnce, view);
    this.#groupList.hidden = view.groups.length === 0;
    this.#noteBox.hidden = view.notes.length === 0;
    if (this.#timesSaid !== view.times.join('\n')) this.#times.replaceChildren(...view.times.map((sentence) => h('li', {}, sentence)));
    this.#timesSaid = view.times.join('\n');
    say(this.#noteSummary, this.#words.goodToKnow(view.notes.length));
  }
}

function actButton(text: string, act: (from: HTMLElement) => void): HTMLButtonElement {
  const button = h('button', { type: 'button', class: 'act' }, text);
  button.addEventListener('click', () => act(button));
  return button;
}

function checklistItem(words: Words, owner: PanelOwner): Kept<Item> {
  const mark = sign('');
  const label = h('span', { class: 'label' });
  const text = h('span', { class: 'text' });
  const state = h('span', { class: 'unseen' });
  const buttons = h('div', { class: 'buttons' });
  const element = h('li', {}, mark, label, h('div', { class: 'body' }, state, text, buttons));
  let actions = '';
  return {
    element,
    update(next) {
      // Buttons that stay keep the focus.
      if (actions !== next.actions.join()) buttons.replaceChildren(...next.actions.map((action) => actButton(words.actions[action], (from) => owner.act(action, {}, from))));
      actions = next.actions.join();
      buttons.hidden = next.actions.length === 0;
      element.dataset['state'] = next.state;
      element.dataset['item'] = next.key;
      say(mark, signs[next.state]);
      say(label, next.label);
      say(state, ` (${words.states[next.state]}): `);
      say(text, next.text);
    },
  };
}

function findingGroup(first: Group, words: Words, owner: PanelOwner): Kept<Group> {
  const count = h('span', { class: 'count' });
  const file = h('p', { class: 'file' });
  const advice = h('p', { class: 'advice' });
  const rows = h('ol', { class: 'rows' });
  const more = h('button', { type: 'button', class: 'more' });
  const rest = h('p', { class: 'rest' });
  const order = (fix: boolean): PanelOrder => ({ rule: group.rule, fix, ...(group.sheet !== undefined && { file: group.sheet }) });
  const show = actButton(words.showInSheet, (from) => owner.act('open-sheet', order(false), from));
  const fixAll = actButton('', (from) => owner.act('open-sheet', order(true), from));
  const buttons = h('div', { class: 'buttons' }, show, fixAll);
  const kind = first.severity === 'error' ? 'problem' : first.severity === 'warning' ? 'look' : 'note';
  const state = h('span', { class: 'unseen' }, `${words.states[kind]}: `);
  const element = h(
    'article',
    { class: 'group', 'data-severity': first.severity, 'data-rule': first.rule },
    h('h3', {}, sign(signs[kind]), state, h('span', {}, first.title), ' ', count),
    file,
    advice,
    rows,
    more,
    rest,
    buttons,
  );
  let open = false;
  let group = first;
  let drawn = '';
  const draw = () => {
    const shown = open ? group.rows : group.rows.slice(0, rowsAtFirst);
    rows.replaceChildren(...shown.filter(hasContent).map(rowElement));
    rows.hidden = rows.childElementCount === 0;
    const hidden = group.rows.length - rowsAtFirst;
    more.hidden = hidden <= 0;
    more.setAttribute('aria-expanded', String(open));
    say(more, open ? words.showFewer : words.showMore(hidden));
    rest.hidden = group.notListed === 0 || (!open && hidden > 0);
    say(rest, words.notListed(group.notListed));
  };
  more.addEventListener('click', () => {
    open = !open;
    draw();
  });
  return {
    element,
    update(next) {
      group = next;
      const now = JSON.stringify([{ ...next, rows: open ? next.rows : next.rows.slice(0, rowsAtFirst) }, next.rows.length]);
      if (now === drawn) return; // what is selected in it stays selected
      drawn = now;
      say(count, next.count > 1 ? words.places(next.count) : '');
      buttons.hidden = next.sheet === undefined;
      fixAll.hidden = next.repairs < 2;
      say(fixAll, words.fixAll(next.repairs + next.notListed));
      say(file, next.file);
      file.hidden = next.file === '';
      say(advice, next.advice);
      advice.hidden = next.advice === '';
      draw();
    },
  };
}

function hasContent(row: Row): boolean {
  return Boolean(row.place || row.text || row.fix);
}

function rowElement(row: Row): HTMLElement {
  const body = h('div', {});
  if (row.value) body.append(h('p', {}, h('span', { class: 'value' }, row.value)));
  if (row.text) body.append(h('p', {}, row.text));
  if (row.fix) body.append(h('p', { class: 'fix' }, `${row.fix.label} `, h('span', { class: 'value' }, row.fix.value)));
  const place = h('span', { class: 'place' }, row.place);
  if (row.cell) place.title = row.cell;
  return h('li', row.wide ? { class: 'wide' } : {}, place, body);
}
