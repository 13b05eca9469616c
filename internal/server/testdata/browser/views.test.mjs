// Pictures beside the map of a journey: their size and place, colours that are forced, comparisons, long lists.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { base, browser, open } from './site.mjs';

after(() => browser.close());

const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
const areas = '/compare?what=areas&journey=journey:stroke&first=organisation:QWO&second=organisation:QT6';

test('pictures are enlarged, fitted and moved by single clicks, and by keys only while the focus is in them', async () => {
  for (const path of ['/journeys/maternity', '/journeys/maternity/flow', areas, '/explore?node=stage:maternity/booking']) {
    const { page, wrong } = await open(context, base + path);
    const state = () => page.evaluate(() => {
      const [map, svg] = [document.querySelector('.map'), document.querySelector('.map svg')];
      return { width: svg.getBoundingClientRect().width, left: map.scrollLeft, said: document.querySelector('.map-tools output').textContent };
    });
    const press = (name) => page.click(`.map-tools button[aria-label="${name}"]`);
    const settled = () => page.waitForFunction(() => document.querySelector('.map svg').style.transform === '');
    const begun = await state();
    assert.equal(begun.said, '100%', path);
    await press('Zoom in');
    assert.ok(Math.abs((await state()).width / begun.width - 1.4) < 0.02, `${path} at once`);
    await settled();
    assert.ok(Math.abs((await state()).width / begun.width - 1.4) < 0.02, `${path} when it is laid out`);
    const { left } = await state();
    await press('Move right');
    assert.ok((await state()).left > left || begun.width * 1.4 < 1200, `${path} moves right`);
    await press('Move left');
    await press('Fit to the width');
    await settled();
    const fit = await page.evaluate(() => document.querySelector('.map').scrollWidth - document.querySelector('.map').clientWidth);
    assert.ok(fit <= 1, `${path} fits but for ${fit} pixels`);
    await press('Real size');
    await settled();
    assert.ok(Math.abs((await state()).width - begun.width) < 1, path);

    const box = await page.locator('.map-tools button').evaluateAll((all) => all.map((b) => b.getBoundingClientRect()).filter((b) => b.width < 24 || b.height < 24).length);
    assert.equal(box, 0, 'buttons can be hit');
    assert.equal(await page.locator('.map-tools button[tabindex="0"]').count(), 1, 'one stop of Tab');
    await page.locator('.map-tools button').first().focus();
    await page.keyboard.press('+');
    assert.equal((await state()).said, '100%', 'keys do nothing outside the picture');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Zoom out');
    await page.evaluate(() => (document.querySelector('.map svg a') ?? document.querySelector('.map')).focus());
    await page.keyboard.press('+');
    assert.equal((await state()).said, '140%', path);
    await page.keyboard.press('0');
    assert.equal((await state()).said, '100%', path);
    await page.emulateMedia({ media: 'print' });
    const cut = await page.evaluate(() => document.querySelector('.map svg').getBoundingClientRect().width - document.querySelector('.map').clientWidth);
    assert.ok(cut <= 1, `${path} is printed whole`);
    assert.deepEqual(wrong, [], path);
    await page.close();
  }
});

test('bands of a matrix are told apart in forced colours, from each other and from what is not known', async () => {
  for (const path of ['/journeys/maternity/matrix?measure=maturity', '/journeys/maternity/matrix', '/gaps/matrix']) {
    const { page } = await open(context, base + path);
    await page.emulateMedia({ forcedColors: 'active' });
    const looks = await page.evaluate(() => [...document.querySelectorAll('.key li')].map((li) => {
      const [swatch, ball] = [li.querySelector('.swatch'), li.querySelector('.ball')];
      return `${swatch.textContent.trim()} ${ball ? getComputedStyle(ball).backgroundImage + getComputedStyle(ball).backgroundColor : ''} ${swatch.className.includes('main')}`;
    }));
    assert.equal(new Set(looks).size, looks.length, `${path}: ${looks}`);
    await page.close();
  }
});

test('what two areas have is a picture that counts what the lists count, with words', async () => {
  const { page, wrong } = await open(context, base + areas);
  const [both, first, second] = (await page.locator('.compared .nhsuk-hint').first().innerText()).match(/\d+/g).map(Number);
  assert.ok(both + first + second > 0);
  const answer = await (await context.request.get(`${base}${areas}&format=json`)).json();
  const rows = answer.tables[0].rows.filter((row) => row[3] === 'Business capabilities');
  const only = (name) => new Set(rows.filter((row) => row[5] === `only in ${name}`).map((row) => row[4]));
  const names = await page.locator('main > h2 a').allInnerTexts();
  for (const name of await page.locator('.side.first .links a').allInnerTexts()) assert.ok(only(names[0]).has(name), `${name} is only in ${names[0]}`);
  for (const name of await page.locator('.side.second .links a').allInnerTexts()) assert.ok(only(names[1]).has(name), `${name} is only in ${names[1]}`);
  const said = await page.locator('.map svg').evaluate((svg) => svg.textContent);
  assert.ok(said.includes(`only in ${names[0]}`) && said.includes(`only in ${names[1]}`), 'words, not colour only');
  for (const link of await page.locator('.downloads a').evaluateAll((all) => all.map((a) => a.href))) assert.equal((await context.request.get(link)).status(), 200, link);
  assert.deepEqual(wrong, []);
  await page.close();
});

test('gaps come twenty at a time, counted first, and none twice', async () => {
  const { page } = await open(context, `${base}/gaps`);
  const seen = new Set();
  const total = Number((await page.locator('[role="status"]').innerText()).match(/[\d,]+/)[0].replaceAll(',', ''));
  const counted = await page.locator('.tiles strong').allInnerTexts();
  assert.equal(counted.reduce((n, text) => n + Number(text.replaceAll(',', '')), 0), total);
  for (let at = 0; at < 3; at++) {
    const gaps = await page.locator('.gap').evaluateAll((all) => all.map((gap) => gap.innerText));
    assert.ok(gaps.length <= 20);
    for (const gap of gaps) { assert.ok(!seen.has(gap), gap); seen.add(gap); }
    if (await page.locator('a[rel="next"]').count() === 0) break;
    await Promise.all([page.waitForNavigation(), page.click('a[rel="next"]')]);
  }
  assert.ok(await page.evaluate(() => document.documentElement.scrollHeight) < 9000, 'a page of gaps is not endless');
  await page.close();
});
