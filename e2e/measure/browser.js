// What a browser spends on a demo centre: what it fetches before somebody can write, opening a phrase in CPU
// seconds of the process that holds the page, and looking through a thousand words. Prints JSON for
// `cargo xtask bench`.

import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';

import { launch, person } from '../harness/browser.js';

const TIMES = 7;
const SENTENCE = 'En elev i årskurs nio har berättat för skolsköterskan att hon är rädd för sin bror. ';
const WORDS = 1_000;

const [origin, wordList] = process.argv.slice(2);
const browser = await launch();
try {
  const fetched = await fetchQuestion();
  const opened = await openPhrases();
  const looked = await lookThrough();
  console.log(JSON.stringify({ ...fetched, open_phrase_seconds: middle(opened), thousand_words_milliseconds: middle(looked) }));
} finally {
  await browser.close();
}

function middle(figures) {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)];
}

/** Everything that `/fraga` asks for until it is ready to be written in, as it travels; the module and its files apart. */
async function fetchQuestion() {
  const passed = [];
  const behind = new URL(origin);
  const proxy = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    const on = request({ host: behind.hostname, port: behind.port, method, path, headers }, (back) => {
      answer.writeHead(back.statusCode, back.headers);
      const seen = { path, for: headers['sec-fetch-dest'], bytes: 0 };
      passed.push(seen);
      back.on('data', (part) => (seen.bytes += part.length));
      back.pipe(answer);
    });
    asked.pipe(on);
  });
  await new Promise((resolve) => proxy.listen(0, 'localhost', resolve));
  const { page, close } = await person(browser, `http://localhost:${proxy.address().port}`);
  await page.goto('/fraga');
  await page.waitForLoadState('networkidle');
  await close();
  proxy.close();
  const worker = passed.findIndex(({ for: what }) => what === 'worker');
  const ofModule = ({ path }, place) => place >= worker && /\.(js|wasm|txt)$/.test(path);
  const weigh = (some) => some.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
  const page_alone = passed.filter((one, place) => !ofModule(one, place));
  return { page_requests: page_alone.length, page_kilobytes: weigh(page_alone), all_requests: passed.length, all_kilobytes: weigh(passed) };
}

/** CPU seconds that the processes of pages have spent: there is one page at a time. */
async function spent() {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** From pressing the button to the answer that there is nothing, which takes the same work as a thread. */
async function openPhrases() {
  const list = readFileSync(wordList, 'utf8').split(/\s+/).filter(Boolean);
  const { page, close } = await person(browser, origin);
  const figures = [];
  for (let time = 0; time < TIMES; time += 1) {
    await page.goto('/svar');
    await page.getByLabel('Dina fem ord').fill(list.slice(time, time + 5).join(' '));
    await page.waitForLoadState('networkidle');
    const before = await spent();
    await page.getByRole('button', { name: 'Öppna' }).click();
    await page.getByRole('alert').getByText(/\p{L}/u).first().waitFor();
    figures.push((await spent()) - before);
  }
  await close();
  return figures;
}

/** From the question to the worker to its answer, by the clock. */
async function lookThrough() {
  const { page, close } = await person(browser, origin);
  await page.addInitScript(() => {
    window.looked = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (question, ...rest) {
      const began = performance.now();
      const take = ({ data }) => {
        if (data.id !== question.id) return;
        this.removeEventListener('message', take);
        window.looked.push(performance.now() - began);
      };
      if (question.act === 'find_identities' && question.given[0]) this.addEventListener('message', take);
      return post.call(this, question, ...rest);
    };
  });
  await page.goto('/fraga');
  const field = page.getByLabel('Vad vill du ha råd om?');
  await field.focus();
  await page.waitForLoadState('networkidle');
  for (let time = 0; time <= TIMES; time += 1) {
    const text = `${time} ${SENTENCE.repeat(Math.ceil(WORDS / SENTENCE.trim().split(' ').length))}`;
    await field.fill(text);
    await page.waitForFunction((so_many) => window.looked.length > so_many, time);
  }
  const figures = await page.evaluate(() => window.looked);
  await close();
  return figures.slice(1); // the first unpacks the lexicon
}
