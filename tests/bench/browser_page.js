// Runs in the measured page. Every program is a worker that is given a file and answers with what it found.

function portcheck(name) {
  const worker = new Worker('/assets/worker.js');
  worker.postMessage({ type: 'start', wasm: '/assets/portcheck.wasm', lettersWasm: '/assets/portcheck-letters.wasm', sheetsWasm: '', pdfWasm: '/assets/portcheck-pdf.wasm', texts: '/assets/portcheck.en.txt', otherTexts: {} });
  let job = 0;
  return (blob) =>
    new Promise((resolve, reject) => {
      job += 1;
      worker.onerror = reject;
      worker.onmessage = ({ data }) => {
        if (data.type === 'failed') reject(new Error(JSON.stringify(data.failure)));
        if (data.type === 'done') {
          const { counts } = JSON.parse(data.report);
          resolve(name.endsWith('.pdf') ? counts.error + counts.warning : counts.error);
        }
      };
      // Another id each time: the worker would keep the bytes of a file it knows.
      const files = [{ id: job, name, blob }];
      worker.postMessage({ type: 'check', job, request: { today: '2026-11-23', options: { campaign_hosts: [] } }, files });
    });
}

function other(script) {
  const worker = new Worker(script);
  return (blob) =>
    new Promise((resolve, reject) => {
      worker.onerror = reject;
      worker.onmessage = ({ data }) => resolve(data);
      worker.postMessage(blob);
    });
}

// cold: from no worker at all to the first answer. warm: the mean of `runs` more.
window.measure = async ({ program, file, runs }) => {
  const blob = await (await fetch(file)).blob();
  const begun = performance.now();
  const check =
    program === 'portcheck' ? portcheck(file) : program.endsWith('.mjs') ? (await import(program)).check : other(program);
  const errors = await check(blob);
  const cold = performance.now() - begun;
  const again = performance.now();
  for (let run = 0; run < runs; run++) await check(blob);
  return { cold, warm: (performance.now() - again) / runs, errors };
};

// What of the first answer is fetching and compiling.
window.measureModule = async () => {
  const begun = performance.now();
  const bytes = await (await fetch('/assets/portcheck.wasm')).arrayBuffer();
  const fetched = performance.now();
  await WebAssembly.compile(bytes);
  return { fetch: fetched - begun, compile: performance.now() - fetched };
};
