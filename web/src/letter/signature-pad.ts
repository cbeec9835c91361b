// A signature, drawn with pointer or typed, as the PNG picture that the letter takes.
import { h } from '../dom';

const width = 720;
const height = 200;

export class SignaturePad {
  readonly canvas = h('canvas', { width: String(width), height: String(height), class: 'pad' });
  #drawn = false;
  #last: [number, number] | undefined;

  constructor(
    label: string,
    readonly onChange: () => void,
  ) {
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', label);
    this.canvas.addEventListener('pointerdown', (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      this.#last = this.#at(event);
      this.#line(this.#last);
      event.preventDefault();
    });
    this.canvas.addEventListener('pointermove', (event) => {
      if (!this.#last) return;
      for (const one of event.getCoalescedEvents?.() ?? [event]) this.#line(this.#at(one));
    });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      this.canvas.addEventListener(end, () => {
        if (this.#last) this.onChange();
        this.#last = undefined;
      });
    }
    this.clear();
  }

  get empty(): boolean {
    return !this.#drawn;
  }

  clear(): void {
    const paper = this.canvas.getContext('2d');
    if (!paper) return;
    paper.fillStyle = '#ffffff';
    paper.fillRect(0, 0, width, height);
    this.#drawn = false;
  }

  type(name: string): void {
    this.clear();
    const paper = this.canvas.getContext('2d');
    if (!paper || !name.trim()) return;
    paper.fillStyle = '#10204a';
    let size = 92;
    const font = () => `italic ${size}px "Snell Roundhand", "Segoe Script", "Brush Script MT", "URW Chancery L", "Z003", cursive`;
    for (paper.font = font(); size > 20 && paper.measureText(name).width > width - 40; paper.font = font()) size -= 4;
    paper.textBaseline = 'middle';
    paper.fillText(name, 20, height / 2);
    this.#drawn = true;
  }

  async png(): Promise<Uint8Array<ArrayBuffer>> {
    const blob = await new Promise<Blob | null>((resolve) => this.canvas.toBlob(resolve, 'image/png'));
    return blob ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array();
  }

  #at(event: PointerEvent): [number, number] {
    const box = this.canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  }

  #line(to: [number, number]): void {
    const paper = this.canvas.getContext('2d');
    if (!paper) return;
    const from = this.#last ?? to;
    paper.strokeStyle = '#10204a';
    paper.lineWidth = 4;
    paper.lineCap = paper.lineJoin = 'round';
    paper.beginPath();
    paper.moveTo(...from);
    paper.lineTo(to[0] + 0.01, to[1]);
    paper.stroke();
    this.#last = to;
    this.#drawn = true;
  }
}
