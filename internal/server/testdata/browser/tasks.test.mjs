// What people come for, done by clicking only, in as few steps as it takes: each click and each choice from a menu is one.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { base, browser, open } from './site.mjs';

after(() => browser.close());

const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', acceptDownloads: true });

// begin gives somebody who stands on the first page and counts what they do.
async function begin() {
  const { page, wrong } = await open(context, `${base}/`);
  let steps = 0;
  const main = page.locator('main');
  return {
    page, main, wrong,
    steps: () => steps,
    menu: async (name) => { steps++; await page.click(`nav[aria-label="Menu"] a:text-is("${name}")`); await page.waitForLoadState(); },
    follow: async (name) => { steps++; await main.getByRole('link', { name }).first().click(); await page.waitForLoadState(); },
    choose: async (label, option) => { steps++; await main.getByLabel(label, { exact: true }).selectOption({ label: option }); },
    press: async (name) => { steps++; await main.getByRole('button', { name, exact: true }).click(); await page.waitForLoadState(); },
    take: async (name) => {
      steps++;
      const [file] = await Promise.all([page.waitForEvent('download'), main.getByRole('link', { name }).first().click()]);
      return readFile(await file.path(), 'utf8');
    },
  };
}

test('a designer finds every stage that rests on a supplier in 5 steps', async () => {
  const d = await begin();
  await d.menu('Ask');
  await d.follow(/^On whose products do the stages of a journey rest/);
  await d.choose('Journey', 'Having a baby');
  await d.press('Ask');
  await d.follow(/^organisation:example\/supplier-b$/);
  assert.equal(await d.page.textContent('h1'), 'Example supplier B');
  assert.ok(await d.main.getByRole('heading', { name: /^Stages supplied/ }).isVisible());
  assert.equal(d.steps(), 5);
  assert.deepEqual(d.wrong, []);
  await d.page.close();
});

test('an analyst takes the gaps of a region that touch most people home as a table in 4 steps', async () => {
  const a = await begin();
  await a.menu('Gaps');
  await a.choose('Region', 'North East and Yorkshire');
  await a.press('Apply');
  const rows = (await a.take('as CSV')).trim().split('\n');
  const total = Number((await a.page.locator('.nhsuk-hint[role="status"]').first().innerText()).match(/^[\d,]+/)[0].replace(',', ''));
  assert.equal(rows.length - 1, total, 'a row for each gap that the page counts');
  assert.equal(a.steps(), 4);
  await a.page.close();
});

test('an NHS App team sees which stages of a journey are not digital in 2 steps', async () => {
  const n = await begin();
  await n.follow(/no digital way in$/);
  await n.follow('Repeat prescription');
  assert.match(await n.page.locator('.ways-in li').first().innerText(), /4 of 9 stages have no digital way in/);
  assert.equal(n.steps(), 2);
  await n.page.close();
});

test('a minister has one sentence for each journey at once, and its picture in 1 step', async () => {
  const m = await begin();
  const cards = m.page.locator('.journey-group .nhsuk-card');
  assert.ok(await cards.count() > 10);
  for (const card of await cards.all()) assert.match(await card.locator('.nhsuk-card__description').innerText(), /^[A-Z].+\.$/);
  await m.follow('Stroke');
  const [title, picture] = await Promise.all(['h1', '.map svg'].map((part) => m.page.locator(part).boundingBox()));
  assert.ok(title.y < 300 && picture.y < 800, 'both are in view');
  assert.equal(m.steps(), 1);
  await m.page.close();
});

test('an architect sees what breaks if an application goes in 2 steps', async () => {
  const a = await begin();
  await a.menu('What if');
  await a.follow('Example maternity record A');
  assert.match(await a.main.innerText(), /Without Example maternity record A, \d+ stages lose something/);
  assert.equal(a.steps(), 2);
  await a.page.close();
});
