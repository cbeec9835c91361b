// Runs in the measured page: a form with <port-check attach>, or a developer's own worker in its place.

// The longest time for which the page's thread answered nothing, while `work` ran.
async function watched(work) {
  let last = performance.now();
  let longest = 0;
  let watching = true;
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (watching) setTimeout(tick);
  };
  setTimeout(tick);
  const begun = performance.now();
  await work();
  const ms = performance.now() - begun;
  watching = false;
  return { ms, block: Math.max(longest, performance.now() - last) };
}

const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function drop(file) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  document.querySelector('form').dispatchEvent(new DragEvent('drop', { bubbles: true, composed: true, cancelable: true, dataTransfer }));
}

function nextReport(name) {
  return new Promise((resolve) => {
    document.addEventListener('port-check', function hear({ report }) {
      if (report.files[0]?.name !== name) return;
      document.removeEventListener('port-check', hear);
      resolve(report);
    });
  });
}

const programs = {
  async portcheck() {
    await customElements.whenDefined('port-check');
    let name;
    return {
      async drop(file) {
        name = file.name;
        const done = nextReport(name);
        drop(file);
        await done;
        await painted();
      },
      async key() {
        const done = nextReport(name);
        const subject = document.querySelector('[name=subject]');
        subject.value += 'x';
        subject.dispatchEvent(new Event('input', { bubbles: true }));
        await done;
      },
      async forget() {
        document.querySelector('form').reset();
        const check = document.querySelector('port-check');
        while (check.files.length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
      },
    };
  },
  // No list of problems is drawn, and nothing is re-checked but all.
  async peer(script) {
    const worker = new Worker(script);
    const check = (file) =>
      new Promise((resolve, reject) => {
        worker.onerror = reject;
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage(file);
      });
    let last;
    return { drop: (file) => ((last = file), check(file)), key: () => check(last), forget: async () => {} };
  },
};

window.prepare = async ({ script, url }) => {
  window.blob = await (await fetch(url)).blob();
  window.program = script ? await programs.peer(script) : await programs.portcheck();
  // What a customer does before dropping: the category is chosen, so the engine is on its way.
  await new Promise((resolve) => setTimeout(resolve, 300));
};
window.file = (name) => new File([window.blob], name, { lastModified: Math.random() * 1e12 });
window.first = () => watched(() => window.program.drop(window.file('first.xlsx')));
window.key = () => watched(() => window.program.key());
let count = 0;
window.another = async () => {
  await window.program.forget();
  await window.program.drop(window.file(`more-${++count}.xlsx`));
};

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const inPanel = (selector) => document.querySelector('port-check').shadowRoot.querySelector(selector);

async function until(probe) {
  for (;;) {
    const value = probe();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

// The rows in sight say what is in them; a sheet has a blank row here and there.
function filled(grid) {
  const { top, bottom } = grid.getBoundingClientRect();
  const rows = [...grid.querySelectorAll('.grid-row')].filter((row) => row.getBoundingClientRect().bottom > top + 40 && row.getBoundingClientRect().top < bottom);
  const said = rows.filter((row) => [...row.querySelectorAll('.grid-text')].some((cell) => cell.textContent)).length;
  return rows.length > 0 && said >= rows.length - 2;
}

window.openSheet = async () => {
  (await until(() => inPanel('[data-item=sheet] button'))).click();
  await until(() => inPanel('.grid') && filled(inPanel('.grid')) && inPanel('.sheet-box[data-tone]'));
};

// One step for each frame, as a wheel, a held key and a dragged scroll bar make them: no driver drags bars in every browser.
const gestures = {
  wheel: (grid) => (grid.scrollTop += 120),
  PageDown: (grid) => grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true })),
  drag: (grid, part) => (grid.scrollTop = part * (grid.scrollHeight - grid.clientHeight)),
};

window.scrolled = async (gesture) => {
  const grid = inPanel('.grid');
  grid.scrollTop = 0;
  grid.focus();
  await until(() => filled(grid));
  const steps = 120;
  const frames = [];
  let last = await nextFrame();
  for (let step = 1; step <= steps; step++) {
    gestures[gesture](grid, step / steps);
    const now = await nextFrame();
    frames.push(now - last);
    last = now;
  }
  const stopped = performance.now();
  await until(() => filled(grid));
  return { frames, filled: performance.now() - stopped };
};

// Bytes of the workers' modules, and how many elements the page has.
window.weigh = async () => {
  const channel = new BroadcastChannel('bench');
  let wasm = 0;
  channel.onmessage = ({ data }) => (wasm += data.bytes ?? 0);
  channel.postMessage('weigh');
  await new Promise((resolve) => setTimeout(resolve, 300));
  channel.close();
  const shadow = document.querySelector('port-check')?.shadowRoot;
  return { wasm, nodes: document.querySelectorAll('*').length + (shadow?.querySelectorAll('*').length ?? 0) };
};
