// Pictures beside the map of a journey: their size and place, colours that are forced, comparisons, long lists.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { base, browser, open, tooWide, violations } from './site.mjs';

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
    await press('Actual size');
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

test('in forced colours every word can be read on what it stands on, and boxes, lines and what has the focus can be seen', { timeout: 120_000 }, async () => {
  const paths = [
    '/', '/journeys/maternity', '/journeys/maternity?trace=business-capability:book-appointments&group=deaf-person', '/journeys/maternity/flow', '/journeys/maternity/matrix',
    '/journeys/maternity/steps', '/gaps', areas, '/explore?node=stage:maternity/booking',
  ];
  for (const scheme of ['light', 'dark']) {
    const forced = await browser.newContext({ viewport: { width: 1440, height: 900 }, forcedColors: 'active', colorScheme: scheme });
    for (const path of paths) {
      const { page } = await open(forced, base + path);
      const found = await page.evaluate(() => {
        const parts = (color) => color.match(/[\d.]+/g).map(Number);
        const seen = (color) => color.startsWith('rgb') && (parts(color)[3] ?? 1) > 0.5;
        const light = (color) => {
          const [r, g, b] = parts(color).map((v) => { const c = v / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const contrast = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };
        const canvas = (() => { const e = document.createElement('p'); document.body.append(e); e.style.background = 'Canvas'; const c = getComputedStyle(e).backgroundColor; e.remove(); return c; })();
        const wrong = [];
        // Words of the page stand on the nearest ground behind them.
        for (const e of document.querySelectorAll('main :is(p, a, li, td, th, h1, h2, h3, label, strong, span, button, summary)')) {
          if (!e.checkVisibility() || e.closest('svg') || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
          let ground = e;
          while (ground && !seen(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
          const ratio = contrast(getComputedStyle(e).color, ground ? getComputedStyle(ground).backgroundColor : canvas);
          if (ratio < 4.5) wrong.push(`“${e.textContent.trim().slice(0, 40)}” ${ratio.toFixed(1)}`);
        }
        // Words of a picture stand on the last shape drawn under them.
        for (const svg of document.querySelectorAll('.map svg')) {
          const grounds = [...svg.querySelectorAll('rect, path')].map((shape) => ({ shape, box: shape.getBoundingClientRect(), fill: getComputedStyle(shape).fill })).filter(({ shape, fill }) => shape.tagName === 'rect' && seen(fill));
          for (const text of svg.querySelectorAll('text')) {
            const box = text.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
            const under = grounds.filter((g) => g.box.left <= x && x <= g.box.right && g.box.top <= y && y <= g.box.bottom && g.shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING);
            const ratio = contrast(getComputedStyle(text).fill, under.at(-1)?.fill ?? canvas);
            if (ratio < 4.5) wrong.push(`in the picture “${text.textContent}” ${ratio.toFixed(1)}`);
          }
          const edges = [...svg.querySelectorAll('.bar rect:first-of-type, .exit rect:first-of-type')].filter((r) => {
            const style = getComputedStyle(r);
            const fill = seen(style.fill) ? style.fill : canvas;
            return seen(style.stroke) ? contrast(style.stroke, fill) < 3 && contrast(fill, canvas) < 3 && contrast(style.stroke, canvas) < 3 : contrast(fill, canvas) < 3;
          });
          if (edges.length > 0) wrong.push(`${edges.length} boxes of the picture cannot be seen`);
        }
        return wrong;
      });
      assert.deepEqual(found, [], `${path}, ${scheme}`);
      if (await page.locator('.map svg a').count() > 0) {
        await page.locator('.map svg a').first().focus();
        await page.keyboard.press('ArrowRight');
        const focus = await page.evaluate(() => {
          const link = document.activeElement;
          const shape = link.querySelector('rect');
          const other = [...document.querySelectorAll('.map svg a')].find((a) => a !== link && a.querySelector('rect') && a.parentElement.className.baseVal === link.parentElement.className.baseVal);
          const look = (e) => e && [getComputedStyle(e).stroke, getComputedStyle(e).strokeWidth, getComputedStyle(e).outlineStyle].join();
          return { here: look(shape), there: look(other?.querySelector('rect')), outline: getComputedStyle(link).outlineStyle };
        });
        assert.ok(focus.here !== focus.there || focus.outline !== 'none', `${path}: the focus cannot be seen: ${JSON.stringify(focus)}`);
      }
      await page.close();
    }
    await forced.close();
  }
});

test('on a narrow screen the first column of a matrix leaves room for its figures', async () => {
  const narrow = await browser.newContext({ viewport: { width: 375, height: 800 } });
  for (const path of ['/journeys/maternity/matrix', '/gaps/matrix', '/gaps/matrix?by=capability']) {
    const { page } = await open(narrow, base + path);
    const [names, room] = await page.evaluate(() => ['.matrix tbody th[scope="row"]', '.scroll:has(.matrix)'].map((s) => document.querySelector(s).getBoundingClientRect().width));
    assert.ok(names < room / 2, `${path}: ${names} of ${room} pixels`);
    await page.close();
  }
  await narrow.close();
});

// impatient asks for a page as a client does that does not wait, as the server does not in a large model.
async function impatient(context, address) {
  const page = await context.newPage();
  await page.route(address, (route) => route.continue({ headers: { ...route.request().headers(), prefer: 'wait=0' } }), { times: 1 });
  const answer = await page.goto(address, { waitUntil: 'commit' });
  assert.equal(answer.status(), 202);
  return page;
}

test('a page that is being worked out shows itself when it is ready, and without script when it is asked for again', async () => {
  const on = await browser.newContext();
  const page = await impatient(on, `${base}/journeys/maternity?trace=standard:snomed-ct`);
  await page.waitForSelector('.map svg');
  assert.match(await page.title(), /^Having a baby/);
  assert.equal(await page.locator('h1').count(), 1);
  await page.waitForSelector('.map-tools', { timeout: 5_000 }); // the page's own script runs
  assert.deepEqual(await violations(page), []);
  await on.close();

  const off = await browser.newContext({ viewport: { width: 320, height: 800 } });
  await off.route('**/coming.js', (route) => route.abort());
  const still = await impatient(off, `${base}/journeys/stroke`);
  assert.equal(await still.locator('h1').innerText(), 'Being worked out');
  assert.equal(await still.evaluate(tooWide), 0);
  assert.deepEqual(await violations(still), []);
  await still.click('text=Open the page again');
  assert.match(await still.title(), /^Stroke/);
  await off.close();
});
