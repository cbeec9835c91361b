// createChecker(): cancelling, crashes, silence, idleness. In Chromium, on a bare page.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { openBrowser, until } from './browser.mjs';
import { serveDist } from './static_server.mjs';

const workers = {
  // Answers the first check only after being told to, as a stand-in for long work.
  '/slow.js': `let first = true; onmessage = ({ data }) => { if (data.type === 'check') {
    postMessage({ type: 'step', job: data.job, step: { at: 'checking', permille: 10 } });
    if (!first) postMessage({ type: 'done', job: data.job, report: '{"late":false}' }); first = false; } };`,
  '/throws.js': `onmessage = ({ data }) => { if (data.type === 'check') throw new Error('broken on purpose'); };`,
  '/garbage.js': `onmessage = ({ data }) => { if (data.type === 'check') postMessage({ type: 'done', job: data.job, report: 'no JSON' }); };`,
  '/mute.js': `onmessage = () => {};`,
};

let server, chromium, page;
before(async () => {
  const routes = Object.fromEntries(
    Object.entries(workers).map(([path, text]) => [
      path,
      (request, response) => {
        response.setHeader('Content-Type', 'text/javascript');
        response.end(text);
      },
    ]),
  );
  routes['/bare'] = (request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>bare</title>');
  };
  server = await serveDist(routes);
  chromium = await openBrowser();
});
after(async () => {
  await chromium?.close();
  await server?.close();
});
beforeEach(async () => {
  page = await chromium.newPage();
  await page.goto(`${server.url}/bare`);
  await page.evaluate(async () => {
    const { createChecker } = await import('/assets/index.js');
    window.createChecker = createChecker;
    window.csv = (text) => ({ name: 'a.csv', blob: new File([`Number to Port,Campaign_url\n${text},x\n`], 'a.csv') });
    window.request = { today: '2026-11-22' };
    window.outcome = (promise) =>
      promise.then((report) => ({ report }), (error) => ({ error: error.name, failure: error.failure, message: String(error.message ?? error) }));
    window.started = 0;
    const Real = window.Worker;
    window.Worker = class extends Real {
      constructor(...args) {
        super(...args);
        window.started++;
      }
    };
  });
});
afterEach(() => page.close());

test('answers checks one after the other, from one worker', async () => {
  const values = await page.evaluate(async () => {
    const checker = createChecker();
    const reports = await Promise.all(['1', '22', '333'].map((one) => checker.check(request, [csv(one)])));
    checker.close();
    return reports.map((report) => report.findings.find((finding) => finding.rule === 'NUM-001').value);
  });
  assert.deepEqual(values, ['1', '22', '333']);
  assert.equal(await page.evaluate(() => started), 1);
});

test('an aborted check rejects at once, its worker is ended, and the next check gets another', async () => {
  const seen = await page.evaluate(async () => {
    const checker = createChecker({ worker: '/slow.js', graceMs: 20 });
    const abort = new AbortController();
    const first = outcome(checker.check(request, [csv('1')], { signal: abort.signal }));
    const second = outcome(checker.check(request, [csv('2')]));
    setTimeout(() => abort.abort(), 50);
    const answers = [await first, await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 300, 'waits'))])];
    return { answers, started };
  });
  assert.equal(seen.answers[0].error, 'AbortError');
  assert.equal(seen.started, 2);
  assert.equal(seen.answers[1], 'waits', 'the second worker has its own first check');
});

test('a signal that is already aborted starts nothing', async () => {
  const seen = await page.evaluate(async () => {
    const answer = await outcome(createChecker().check(request, [csv('1')], { signal: AbortSignal.abort() }));
    return { answer, started };
  });
  assert.equal(seen.answer.error, 'AbortError');
  assert.equal(seen.started, 0);
});

for (const [name, script] of [['throws', '/throws.js'], ['answers nonsense', '/garbage.js'], ['is not there', '/nowhere.js'], ['is silent', '/mute.js']]) {
  test(`a worker that ${name} fails its check, is restarted once, and then given up`, async () => {
    const seen = await page.evaluate(async (worker) => {
      const checker = createChecker({ worker, silentMs: 200 });
      const kinds = [];
      for (let round = 0; round < 3; round++) kinds.push((await outcome(checker.check(request, [csv('1')]))).failure.kind);
      return { kinds, started };
    }, script);
    assert.deepEqual(seen.kinds, ['engine', 'engine', 'unavailable']);
    assert.equal(seen.started, 2);
  });
}

test('a module that is not there fails the check', async () => {
  const answer = await page.evaluate(() => outcome(createChecker({ wasm: '/nowhere.wasm' }).check(request, [csv('1')])));
  assert.equal(answer.failure.kind, 'engine');
  assert.match(answer.message, /404/);
});

test('a worker killed from outside is noticed by its silence', async () => {
  await page.evaluate(async () => {
    window.checker = createChecker({ silentMs: 300 });
    await checker.check(request, [csv('1')]);
  });
  await page.workers()[0].close();
  const answers = await page.evaluate(async () => [
    await outcome(checker.check(request, [csv('2')])),
    await outcome(checker.check(request, [csv('3')])),
  ]);
  assert.equal(answers[0].failure.kind, 'engine');
  assert.equal(answers[1].report.findings.find((finding) => finding.rule === 'NUM-001').value, '3');
});

test('a wrong request is the caller’s mistake and costs no worker', async () => {
  const seen = await page.evaluate(async () => {
    const checker = createChecker();
    const wrong = await outcome(checker.check({ today: 'tomorrow' }, []));
    const right = await outcome(checker.check(request, [csv('1')]));
    return { wrong, right: Boolean(right.report), started };
  });
  assert.equal(seen.wrong.failure.kind, 'bad-request');
  assert.equal(seen.wrong.failure.where, 'today');
  assert.equal(seen.right, true);
  assert.equal(seen.started, 1);
});

test('closing rejects what is pending', async () => {
  const answers = await page.evaluate(async () => {
    const checker = createChecker({ worker: '/mute.js' });
    const pending = [outcome(checker.check(request, [csv('1')])), outcome(checker.check(request, [csv('2')]))];
    checker.close();
    return Promise.all(pending);
  });
  assert.deepEqual(answers.map((answer) => answer.failure.kind), ['closed', 'closed']);
});

test('an idle worker is closed, and the next check starts another', async () => {
  await page.evaluate(async () => {
    window.checker = createChecker({ idleMs: 50 });
    await checker.check(request, [csv('1')]);
  });
  for (let tries = 0; page.workers().length > 0 && tries < 100; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(page.workers().length, 0);
  await page.evaluate(() => checker.check(request, [csv('2')]));
  assert.equal(await page.evaluate(() => started), 2);
});

test('the element may come, go and come again', async () => {
  await page.evaluate(async () => {
    await import('/assets/define.js');
    const element = document.createElement('port-check');
    element.active = true;
    for (let round = 0; round < 3; round++) {
      document.body.append(element);
      element.files = [new File(['Number to Port,Campaign_url\n1,x\n'], 'a.csv')];
      element.remove();
    }
    document.body.append(element);
    window.element = element;
  });
  await until(page, () => element.report);
  assert.equal(await page.evaluate(() => element.shadowRoot.querySelectorAll('.panel').length), 1);
  assert.deepEqual(page.complaints, []);
});
