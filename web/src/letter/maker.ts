// Makes the Letter of Authorization from the sheet: fields, a signature that is drawn or typed, what the letter will look
// like, and the way into the form.
import { h, say } from '../dom';
import type { MadeLetter, SheetNumbers } from '../engine';
import { localToday, type LetterForm } from '../request';
import { shown } from '../shown';
import type { Bench } from '../workbench';
import { sketchPages, type Document } from './page-sketch';
import { SignaturePad } from './signature-pad';

type FieldName = 'company' | 'service_address' | 'billing_address' | 'carrier' | 'account' | 'btn' | 'resporg' | 'name' | 'title' | 'signed_on';
const fieldNames: readonly FieldName[] = ['company', 'service_address', 'billing_address', 'carrier', 'account', 'btn', 'resporg', 'name', 'title', 'signed_on'];
const autocomplete: Partial<Record<FieldName, string>> = { company: 'organization', service_address: 'street-address', name: 'name', title: 'organization-title' };

export class LetterMaker {
  readonly element: HTMLElement;
  readonly #bench: Bench;
  readonly #title = h('h3', { id: 'maker-heading', tabindex: '-1' });
  readonly #fields = new Map<FieldName, HTMLInputElement | HTMLTextAreaElement>();
  readonly #errors = new Map<string, HTMLElement>();
  readonly #kind = h('select', { id: 'maker-kind' });
  readonly #count = h('p', { class: 'hint', id: 'maker-numbers' });
  readonly #live = h('p', { role: 'status' });
  readonly #pages = h('div', { class: 'pages', tabindex: '0', role: 'region', hidden: '' });
  readonly #attach: HTMLButtonElement;
  readonly #download: HTMLButtonElement;
  readonly #pad: SignaturePad;
  readonly #ways: HTMLInputElement[] = [];
  #numbers: SheetNumbers = { local: [], toll_free: [], left_out: [] };
  #made: File | undefined;
  #changed = false;

  constructor(bench: Bench) {
    this.#bench = bench;
    const { words } = bench;
    const texts = words.maker;
    say(this.#title, texts.title);
    this.#pad = new SignaturePad(texts.pad, () => this.#touched());
    this.#pages.setAttribute('aria-label', texts.preview);
    const button = (text: string, act: () => void, name = '') => {
      const element = h('button', { type: 'button', ...(name && { class: name }) }, text);
      element.addEventListener('click', act);
      return element;
    };
    this.#attach = button(texts.attach, () => this.#take(true), 'main');
    this.#download = button(words.sheet.download, () => this.#take(false));
    this.#kind.append(new Option(words.kinds.local, 'local'), new Option(words.kinds.toll_free, 'toll-free'));
    this.#kind.addEventListener('change', () => {
      this.#ofKind();
      this.#touched();
    });
    const form = h('form', { class: 'maker', novalidate: '' });
    form.append(h('p', { class: 'field' }, h('label', { for: 'maker-kind' }, texts.kind), this.#kind, this.#count, this.#error('numbers'), this.#error('kind')));
    for (const name of fieldNames) form.append(this.#field(name));
    form.append(this.#signature());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#preview();
    });
    const preview = h('button', { type: 'submit' }, texts.preview);
    form.append(h('div', { class: 'buttons' }, preview, this.#attach, this.#download));
    this.element = h(
      'section',
      { class: 'bench-box maker-box', part: 'letter-maker', 'aria-labelledby': 'maker-heading' },
      h('header', { class: 'bench-head' }, this.#title, bench.fullButton(), bench.closeButton()),
      h('p', { class: 'hint' }, texts.help),
      form,
      this.#live,
      this.#pages,
    );
    this.#attach.disabled = this.#download.disabled = true;
    void this.#begin();
  }

  get hasUnsaved(): boolean {
    return this.#changed;
  }

  focus(): void {
    this.#title.focus();
  }

  close(): void {}

  #field(name: FieldName): HTMLElement {
    const texts = this.#bench.words.maker;
    const id = `maker-${name}`;
    const long = name === 'service_address' || name === 'billing_address';
    const attributes = { id, autocomplete: autocomplete[name] ?? 'off', 'aria-describedby': `${id}-hint ${id}-error` };
    const input = long ? h('textarea', { ...attributes, rows: '3' }) : h('input', { ...attributes, type: name === 'signed_on' ? 'date' : 'text' });
    input.addEventListener('input', () => this.#touched());
    this.#fields.set(name, input);
    return h('p', { class: 'field', 'data-field': name }, h('label', { for: id }, texts.fields[name]), input, h('span', { class: 'hint', id: `${id}-hint` }, texts.hints[name]), this.#error(name));
  }

  #error(name: string): HTMLElement {
    const element = h('span', { class: 'error', id: `maker-${name}-error`, hidden: '' });
    this.#errors.set(name, element);
    return element;
  }

  #signature(): HTMLElement {
    const texts = this.#bench.words.maker;
    const typed = h('input', { id: 'maker-typed', type: 'text', autocomplete: 'off' });
    const clear = h('button', { type: 'button' }, texts.clear);
    const typedBox = h('p', { class: 'field', hidden: '' }, h('label', { for: 'maker-typed' }, texts.typed), typed);
    const padBox = h('div', { class: 'pad-box' }, this.#pad.canvas, clear);
    const ways = h('div', { class: 'ways' });
    for (const way of ['draw', 'type', 'later'] as const) {
      const input = h('input', { type: 'radio', name: 'way', id: `maker-${way}`, value: way });
      input.addEventListener('change', () => {
        typedBox.hidden = way !== 'type';
        padBox.hidden = way === 'later';
        clear.hidden = way !== 'draw';
        this.#pad.canvas.classList.toggle('drawable', way === 'draw');
        if (way === 'type') {
          typed.value ||= this.#value('name');
          this.#pad.type(typed.value);
        } else {
          this.#pad.clear();
        }
        this.#touched();
      });
      this.#ways.push(input);
      ways.append(h('label', { for: `maker-${way}` }, input, texts.ways[way]));
    }
    this.#ways[0]!.checked = true;
    this.#pad.canvas.classList.add('drawable');
    clear.addEventListener('click', () => {
      this.#pad.clear();
      this.#touched();
    });
    typed.addEventListener('input', () => {
      this.#pad.type(typed.value);
      this.#touched();
    });
    return h('fieldset', {}, h('legend', {}, texts.signature), h('p', { class: 'hint' }, texts.signatureHelp), ways, typedBox, padBox, this.#error('signature'));
  }

  async #begin(): Promise<void> {
    const { host, words } = this.#bench;
    const report = host.report();
    const at = report?.files.findIndex(({ role }) => role === 'sheet') ?? -1;
    const sheet = at < 0 ? undefined : host.files()[at];
    this.#fill(report?.files.find(({ letter }) => letter)?.letter);
    this.#fields.get('signed_on')!.value = localToday();
    if (sheet) {
      try {
        const found = await host.checker.sheetNumbers(host.request(), { name: sheet.name, blob: sheet });
        if ('local' in found) this.#numbers = found;
        else say(this.#live, shown(host.speech.remark(found)));
      } catch (error) {
        say(this.#live, this.#bench.failure(error));
      }
    } else {
      say(this.#live, words.maker.noSheet);
    }
    this.#kind.value = this.#numbers.toll_free.length > this.#numbers.local.length ? 'toll-free' : 'local';
    this.#ofKind();
  }

  // What an earlier letter said need not be typed again. Never its date, its signature or an account that is masked.
  #fill(letter: NonNullable<NonNullable<ReturnType<Bench['host']['report']>>['files'][number]['letter']> | undefined): void {
    if (!letter) return;
    const put = (name: FieldName, text: string | undefined) => {
      if (text) this.#fields.get(name)!.value = text;
    };
    put('company', letter.company?.value);
    put('carrier', letter.carrier?.value);
    put('resporg', letter.resporg?.value);
    put('btn', letter.billing_number?.value);
    put('name', letter.signer?.value);
    put('title', letter.title?.value);
    put('service_address', letter.service_address?.text);
    put('billing_address', letter.billing_address?.text);
  }

  #ofKind(): void {
    const { words } = this.#bench;
    const tollFree = this.#kind.value === 'toll-free';
    for (const [name, kind] of [['btn', false], ['resporg', true]] as const) {
      const box = this.#fields.get(name)!.closest<HTMLElement>('.field');
      if (box) box.hidden = kind !== tollFree;
    }
    const { local, toll_free, left_out } = this.#numbers;
    const mine = tollFree ? toll_free : local;
    const others = tollFree ? local : toll_free;
    say(this.#count, [words.maker.lists(new Set(mine).size), others.length > 0 ? words.maker.otherKind(others.length) : '', left_out.length > 0 ? words.maker.leftOut(left_out.length, left_out[0]!) : ''].filter(Boolean).join(' '));
  }

  #touched(): void {
    this.#changed = true;
    this.#made = undefined;
    this.#attach.disabled = this.#download.disabled = true;
  }

  #value(name: FieldName): string {
    const input = this.#fields.get(name)!;
    return input.closest<HTMLElement>('.field')?.hidden ? '' : input.value.trim();
  }

  #form(): LetterForm {
    const form: LetterForm = { kind: this.#kind.value as LetterForm['kind'], today: localToday(), numbers: this.#kind.value === 'local' ? this.#numbers.local : this.#numbers.toll_free };
    for (const name of fieldNames) {
      const value = this.#value(name);
      if (value) form[name] = value;
    }
    const signed = this.#ways.find(({ checked }) => checked)?.value !== 'later';
    if (!signed) delete form.signed_on;
    return form;
  }

  async #preview(): Promise<void> {
    const { words, host } = this.#bench;
    const signed = this.#ways.find(({ checked }) => checked)?.value !== 'later';
    if (signed && this.#pad.empty) return this.#blame([{ field: 'signature', text: words.maker.notSigned }]);
    say(this.#live, words.maker.making);
    try {
      const form = this.#form();
      const made = await host.checker.letter(form, signed ? await this.#pad.png() : new Uint8Array());
      this.#blame(made.problems.map(({ field, remark, refused }) => ({ field, text: host.speech.remark(remark), refused })));
      if (made.pdf.length === 0) return;
      this.#made = new File([made.pdf], words.maker.fileName(form.kind), { type: 'application/pdf' });
      this.#attach.disabled = this.#download.disabled = false;
      say(this.#live, words.maker.made(made.numbers, made.pages));
      await this.#draw(made);
    } catch (error) {
      say(this.#live, this.#bench.failure(error));
    }
  }

  #blame(problems: { field: string; text: string; refused?: boolean }[]): void {
    for (const [name, element] of this.#errors) {
      const own = problems.filter(({ field }) => field === name);
      say(element, own.map(({ text }) => shown(text)).join(' '));
      element.hidden = own.length === 0;
      const input = this.#fields.get(name as FieldName);
      if (input) input.setAttribute('aria-invalid', String(own.some(({ refused }) => refused !== false)));
    }
    const first = problems.find(({ refused }) => refused !== false);
    if (!first) return;
    say(this.#live, this.#bench.words.maker.refused(problems.length));
    const way = first.field === 'signature' ? this.#ways.find(({ checked }) => checked) : undefined;
    (this.#fields.get(first.field as FieldName) ?? way ?? this.#kind).focus();
  }

  async #draw(made: MadeLetter): Promise<void> {
    const { words, host } = this.#bench;
    const text = await host.checker.document({ name: 'letter.pdf', blob: new Blob([made.pdf]) }).catch(() => '');
    const pages = text ? sketchPages(JSON.parse(text) as Document, [], (page) => words.letterBox.page(page, made.pages)) : [];
    this.#pages.replaceChildren(...pages);
    this.#pages.hidden = pages.length === 0;
  }

  #take(attach: boolean): void {
    const file = this.#made;
    if (!file) return;
    this.#changed = false;
    if (!attach) {
      this.#bench.download(file);
      return this.#bench.say(this.#bench.words.downloaded(file.name));
    }
    const at = this.#bench.host.report()?.files.findIndex(({ role, letter }) => role === 'loa' && letter) ?? -1;
    const old = at < 0 ? undefined : this.#bench.host.files()[at];
    this.#bench.close();
    this.#bench.deliver(file, old);
  }
}
