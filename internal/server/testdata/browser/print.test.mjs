// Pages on paper: the browser prints them as PDF, and what stands on each sheet is read again.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { base, browser, open } from './site.mjs';

after(() => browser.close());

const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const squashed = (text) => text.replace(/[\s\u00ad]+/g, '');

// printed gives the words of each sheet, without spaces, and those that stand beside it.
async function printed(page) {
  const data = new Uint8Array(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
  const file = await getDocument({ data, verbosity: 0 }).promise;
  const sheets = [];
  for (let i = 1; i <= file.numPages; i++) {
    const sheet = await file.getPage(i);
    const { items } = await sheet.getTextContent();
    const width = sheet.view[2];
    const beside = items.filter(({ str, transform: [, , , , x], width: w }) => str.trim() !== '' && (x < 0 || x > width || (w > 0 && x + w > width + 12)));
    sheets.push({ said: squashed(items.map(({ str }) => str).join('')), beside: beside.map(({ str }) => str) });
  }
  return sheets;
}

const shown = [
  '/journeys/maternity', '/journeys/maternity/steps', '/journeys/maternity/table', '/journeys/maternity/matrix', '/journeys/maternity/flow', '/gaps/matrix',
  '/compare?what=areas&journey=journey:stroke&first=organisation:QWO&second=organisation:QT6', '/journeys/maternity?area=organisation:Y63&group=deaf-person',
];

test('on paper nothing is cut off, every sheet has its number, and the first says what it is and how far it can be relied on', { timeout: 300_000 }, async () => {
  for (const path of shown) {
    const { page, wrong } = await open(context, base + path);
    await page.emulateMedia({ media: 'print' });
    // Labels of a picture that only people who listen need are not printed; everything else on the page is.
    const words = await page.evaluate(() => {
      const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
      const found = [];
      while (walk.nextNode()) {
        const { parentElement: e, data } = walk.currentNode;
        const box = e.getBoundingClientRect();
        if (data.trim() && e.checkVisibility() && !e.closest('title, desc, .nhsuk-u-visually-hidden, .nhsuk-skip-link, .jump') && box.width > 1) found.push(...data.trim().split(/\s+/));
      }
      return [...new Set(found)];
    });
    const sheets = await printed(page);
    const all = sheets.map(({ said }) => said).join('');
    assert.ok(words.length > 40, path);
    assert.deepEqual(words.filter((word) => !all.includes(word)), [], `${path} is not printed whole`);
    sheets.forEach(({ said, beside }, i) => {
      assert.ok(said.length > 100, `${path}: sheet ${i + 1} is empty but for its number`);
      assert.ok(said.includes(`Page${i + 1}of${sheets.length}`), `${path}: sheet ${i + 1} has no number`);
      assert.deepEqual(beside, [], `${path}: beside sheet ${i + 1}`);
    });
    assert.ok(sheets[0].said.includes(squashed(await page.locator('h1').innerText())), `${path} begins with its name`);
    if (path.startsWith('/journeys/')) assert.match(sheets[0].said, /graphversion\d+/, `${path} says its version`);
    assert.ok(!all.includes('(Link:'), `${path}: addresses are not printed`);
    assert.deepEqual(wrong, [], path);
    await page.close();
  }
});

test('on paper a map begins under its heading, on the first sheet with its key, and so do matrices', { timeout: 120_000 }, async () => {
  const { page } = await open(context, base);
  const journeys = await page.locator('.cards a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  assert.ok(journeys.length > 10);
  for (const path of journeys) {
    await page.goto(base + path);
    const stages = await page.locator('.map svg .stage text').allTextContents();
    const sheets = await printed(page);
    assert.equal(sheets.length, 1, path);
    for (const word of [await page.locator('h1').innerText(), 'Key', 'graph version', ...stages]) assert.ok(sheets[0].said.includes(squashed(word)), `${path}: the first sheet lacks “${word}”`);
  }
  for (const [path, last] of [['/journeys/maternity/matrix', 'carried in full, and by others too'], ['/gaps/matrix', '6 or more']]) {
    await page.goto(base + path);
    const [{ said }] = await printed(page);
    for (const word of [await page.locator('h1').innerText(), last, await page.locator('.matrix tbody th[scope="row"] a').first().innerText()]) {
      assert.ok(said.includes(squashed(word)), `${path}: the first sheet lacks “${word}”`);
    }
  }
  await page.close();
});

test('on paper every sheet of a map has the names of its lanes and its key, and every sheet of a table its headings', { timeout: 120_000 }, async () => {
  const { page } = await open(context, `${base}/journeys/maternity`);
  const bars = (await page.locator('.map svg .bar text').allTextContents()).map(squashed);
  assert.ok(bars.length > 50);
  const lanes = ['The way through', 'How people reach it', 'Clocks', 'How it feels', 'Business capabilities', 'Services', 'Organisations', 'Hand-offs', 'Applications', 'Standards'];
  const ofMap = (await printed(page)).filter(({ said }) => bars.filter((bar) => said.includes(bar)).length > 20);
  assert.ok(ofMap.length > 0, 'the map is printed');
  for (const { said } of ofMap) {
    for (const lane of [...lanes, 'Key']) assert.ok(said.includes(squashed(lane)), `a sheet of the map lacks “${lane}”`);
  }
  for (const [path, rows, headings] of [
    ['/journeys/maternity/matrix', '.matrix tbody th[scope="row"]', '.matrix thead th'], ['/journeys/maternity/table', '.stages tbody th', '.stages thead th'],
  ]) {
    await page.goto(base + path);
    const [names, heads] = [await page.locator(rows).allInnerTexts(), await page.locator(headings).allInnerTexts()].map((list) => list.map(squashed).filter(Boolean));
    const sheets = (await printed(page)).filter(({ said }) => names.some((name) => said.includes(name)));
    const further = sheets.slice(1);
    assert.ok(further.length > 0, `${path} takes several sheets`);
    for (const { said } of further) {
      for (const head of heads) assert.ok(said.includes(head) || !names.some((name) => said.includes(name)), `${path}: a sheet lacks the heading “${head}”`);
    }
  }
  await page.close();
});
