// Journeys: the keyboard, pictures against tables, links, addresses, size and speed.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { away, base, browser, hostile, open, pictures, tooWide, violations } from './site.mjs';
import { pictured } from './routes.mjs';

after(() => browser.close());

const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const at = async (path) => (await open(context, base + path)).page;
const ask = async (query, variables) => {
  const answer = await context.request.post(`${base}/graphql`, { data: { query, variables } });
  return (await answer.json()).data;
};

// A link within the page has been followed when the focus is where it leads.
const arrived = (page) => page.waitForFunction(() => location.hash !== '' && document.activeElement.id === location.hash.slice(1));

test('with keys alone from the first page to a query in 40 presses', async () => {
  const page = await at('/');
  let presses = 0;
  const press = async (key) => { presses++; await page.keyboard.press(key); };
  const focused = () => page.evaluate(() => {
    const link = document.activeElement;
    const box = link.getBoundingClientRect();
    const style = getComputedStyle(link);
    const seen = link.ownerSVGElement || style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.backgroundColor === 'rgb(255, 235, 59)';
    const inView = box.bottom > 0 && box.top < innerHeight;
    return { text: link.textContent.trim().replace(/\s+/g, ' '), href: link.getAttribute('href') ?? '', seen, inView };
  });
  const tabTo = async (found) => {
    for (;;) {
      await press('Tab');
      const now = await focused();
      assert.ok(presses < 60, 'not reached');
      assert.ok(now.seen && now.inView, `the focus cannot be seen on “${now.text}”`);
      if (found(now)) return;
    }
  };
  const follow = async () => { await Promise.all([page.waitForNavigation(), press('Enter')]); };
  const skip = async () => { await press('Tab'); await press('Enter'); await arrived(page); };
  await skip();
  await tabTo((a) => a.text === 'Having a baby');
  await follow();
  await press('Tab');
  await skip(); // to the map
  await tabTo((a) => a.href.includes('focus=stage'));
  await press('Enter');
  await page.waitForSelector('#details-title:focus');
  await tabTo((a) => a.href.endsWith('/stages/1'));
  await follow();
  await skip();
  await tabTo((a) => a.text === 'What stands behind it');
  await press('Enter');
  await tabTo((a) => a.href.startsWith('/business-capabilities/'));
  await follow();
  await press('Tab'); await press('Tab'); await press('Enter'); await arrived(page);
  await tabTo((a) => a.text === 'Query behind this view');
  await press('Enter');
  await tabTo((a) => a.href.startsWith('/query/'));
  await follow();
  assert.match(page.url(), /\/query\/about-business-capability\?v=/);
  assert.ok(presses <= 40, `${presses} presses`);
  console.log(`keyboard: ${presses} presses`);
  await page.close();
});

test('a map is one stop of Tab, arrows reach every link, and one can leave it', async () => {
  for (const path of ['/journeys/maternity', '/explore?node=stage:maternity/booking']) {
    const page = await at(path);
    const map = await page.evaluate(() => {
      const links = [...document.querySelectorAll('.map svg a')];
      const seen = new Set();
      const queue = [links[0]];
      while (queue.length > 0) {
        const from = queue.pop();
        if (seen.has(from)) continue;
        seen.add(from);
        for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End']) {
          from.focus();
          from.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
          queue.push(document.activeElement);
        }
      }
      links[0].focus();
      links[0].dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
      return { links: links.length, reached: seen.size, stops: links.filter((a) => a.tabIndex === 0).length };
    });
    assert.ok(map.links > 10);
    assert.equal(map.stops, 1);
    assert.equal(map.reached, map.links);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.closest('.map')), null, 'Tab leaves the map');
    await page.locator('a[href="#after-map"]').focus();
    await page.keyboard.press('Enter');
    await arrived(page);
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.closest('#after-map') !== null), 'the way past it');
    await page.close();
  }
});

test('map, steps and table show the same stages and ways, as the graph has them', async () => {
  const { journey } = await ask('{ journey(id: "journey:maternity") { stages { name next { id } leadsTo { id } } } }');
  const names = journey.stages.map((stage) => stage.name);
  const ways = journey.stages.reduce((n, stage) => n + stage.next.length, 0);
  const exits = journey.stages.reduce((n, stage) => n + stage.leadsTo.length, 0);
  const map = await at('/journeys/maternity');
  const session = await context.newCDPSession(map);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const links = nodes.filter((n) => n.role?.value === 'link').map((n) => n.name.value);
  let place = -1;
  for (const name of names) {
    const next = links.findIndex((text, i) => i > place && text.includes(name));
    assert.ok(next > place, `“${name}” is announced in its place`);
    place = next;
  }
  const roles = nodes.map((n) => n.role?.value);
  assert.ok(roles.filter((role) => role === 'list').length > 3 && roles.filter((role) => role === 'listitem').length > names.length);

  const steps = await at('/journeys/maternity/steps');
  assert.deepEqual(await steps.locator('.step h2 a').allInnerTexts(), names);
  assert.equal(await steps.locator('.step .onward li').count(), ways + exits);
  const table = await at('/journeys/maternity/table');
  assert.deepEqual((await table.locator('.stages tbody th a').allInnerTexts()).map((text) => text.replace(/^\d+ /, '')), names);
  // What stands behind the stages: as addresses, which the map has as what is looked at closer. By which standard somebody is handed on only the steps say.
  for (const [prefix, register] of [['business-capability', 'business-capabilities'], ['service-type', 'service-types'], ['organisation-type', 'organisation-types'], ['application-type', 'application-types'], ['standard', 'standards']]) {
    const linked = (page, within) => page.locator(`${within} a[href^="/${register}/"]`).evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute('href').split('/').slice(2).join('/')))].sort());
    const drawn = await map.locator('.map svg a').evaluateAll((all, start) => [...new Set(all.map((a) => new URL(a.href.baseVal, location.href).searchParams.get('focus') ?? '')
      .filter((id) => id.startsWith(start)).map((id) => id.slice(start.length)))].sort(), `${prefix}:`);
    assert.ok(drawn.length > 3, `the map has ${drawn.length} of ${register}`);
    assert.deepEqual(await linked(steps, '.step .facts div:not(:has(dt:text-is("Hand-off")))'), drawn, `${register} in the steps`);
    assert.deepEqual(await linked(table, '.stages'), drawn, `${register} in the table`);
  }
  await Promise.all([map.close(), steps.close(), table.close()]);
});

test('words in pictures fit, can be read, and are as wide as they were measured', async () => {
  for (const path of ['/journeys/maternity', '/journeys/maternity?trace=standard:snomed-ct', '/journeys/maternity/flow', '/explore?node=stage:maternity/booking', '/compare?first=journey:stroke&second=journey:hip-fracture']) {
    const page = await at(path);
    const found = await page.evaluate(async () => {
      await document.fonts.ready;
      const light = (color) => {
        const [r, g, b] = color.match(/[\d.]+/g).map((v) => { const c = v / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };
      const bars = [...document.querySelectorAll('svg g.bar')];
      const spilt = bars.filter((bar) => {
        const room = bar.querySelector('rect')?.getBBox().width ?? Infinity;
        return [...bar.querySelectorAll('text')].some((text) => text.getComputedTextLength() > room);
      }).map((bar) => bar.textContent);
      const grounds = [...document.querySelectorAll('.map svg rect')].map((r) => {
        const { left, right, top, bottom } = r.getBoundingClientRect();
        return { left, right, top, bottom, fill: getComputedStyle(r).fill };
      }).filter((g) => g.fill.startsWith('rgb('));
      const dim = [...document.querySelectorAll('.map svg text')].filter((text) => {
        const box = text.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const under = grounds.filter((g) => g.left <= x && x <= g.right && g.top <= y && y <= g.bottom);
        const ground = under.at(-1)?.fill ?? 'rgb(255, 255, 255)';
        return contrast(getComputedStyle(text).fill, ground) < 4.5;
      }).map((text) => text.textContent);
      const svg = document.querySelector('.map svg');
      const probe = document.createElementNS('http://www.w3.org/2000/svg', 'text');
      probe.setAttribute('font-size', '100');
      probe.textContent = 'MMMMMMMMMM';
      svg.append(probe);
      return { bars: bars.length, spilt, dim, wide: probe.getComputedTextLength() };
    });
    assert.deepEqual(found.spilt, [], path);
    assert.deepEqual(found.dim, [], path);
    assert.ok(Math.abs(found.wide - 833) < 17, `ten letters are ${found.wide} wide, not 833`);
    await page.close();
  }
});

test('a matrix tells its figures by number, mark and words', async () => {
  const page = await at('/journeys/maternity/matrix');
  const cells = await page.evaluate(() => [...document.querySelectorAll('.matrix td[class]')].map((td) => ({
    figure: td.querySelector('.figure').innerText.trim(), ball: td.querySelector('.ball') !== null || td.classList.contains('unknown'),
    words: td.querySelector('.nhsuk-u-visually-hidden').textContent.trim(),
  })));
  assert.ok(cells.length > 20);
  for (const cell of cells) assert.ok(/^[\d?]+$/.test(cell.figure) && cell.ball && cell.words.length > 4, JSON.stringify(cell));
  await page.emulateMedia({ forcedColors: 'active' });
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector('.ball')).borderTopStyle), 'none');
  await page.close();
});

test('in a flow, whoever comes to a stage goes on or ends there', async () => {
  const page = await at('/journeys/maternity/flow');
  const rows = (i) => page.locator('#after-map table').nth(i).locator('tbody tr').evaluateAll((trs) => trs.map((tr) => [...tr.cells].map((c) => c.innerText.trim())));
  const [ways, stages] = [await rows(0), await rows(1)];
  const number = (text) => Number(text.replaceAll(',', ''));
  for (const [name, begin, come, end] of stages) {
    const people = (column) => ways.filter((w) => w[column].replace(/^back to /, '') === name && w[2] !== 'not known').reduce((n, w) => n + number(w[2]), 0);
    const slack = 1 + ways.filter((w) => w[0] === name || w[1] === name).length; // every figure is rounded
    assert.ok(Math.abs(number(begin) + people(1) - number(come)) <= slack, `in: ${name}`);
    assert.ok(Math.abs(people(0) + number(end) - number(come)) <= slack, `out: ${name}`);
  }
  await page.close();
});

test('a comparison counts what the graph has', async () => {
  const { a, b } = await ask('{ a: journey(id: "journey:stroke") { businessCapabilities(first: 1000) { id } } b: journey(id: "journey:hip-fracture") { businessCapabilities(first: 1000) { id } } }');
  const [first, second] = [a, b].map((j) => new Set(j.businessCapabilities.map((c) => c.id)));
  const both = [...first].filter((id) => second.has(id)).length;
  const page = await at('/compare?first=journey:stroke&second=journey:hip-fracture');
  const text = await page.locator('.compared .nhsuk-hint').first().innerText();
  assert.equal(text, `${both} in both, ${first.size - both} only in the first, ${second.size - both} only in the second`);
  await page.close();
});

test('what is chosen stands in the address, and the address shows the same to others', async () => {
  const page = await at('/organisations');
  await page.selectOption('#active', 'false');
  await Promise.all([page.waitForNavigation(), page.click('text=Apply')]);
  await Promise.all([page.waitForNavigation(), page.click('th a >> text=ODS code')]);
  assert.equal(await page.locator('th[aria-sort="ascending"]').innerText().then((t) => t.replace(/\W+$/, '')), 'ODS code');
  assert.match(await page.locator('[role="status"]').innerText(), /with these filters/);
  const other = await browser.newContext();
  const copy = await other.newPage();
  await copy.goto(page.url());
  assert.equal(await copy.locator('main').innerText(), await page.locator('main').innerText());
  await page.goBack();
  assert.equal(await page.locator('th[aria-sort]').innerText().then((t) => t.replace(/\W+$/, '')), 'Name', 'back to the order from before');
  await page.goForward();
  assert.equal(page.url(), copy.url());
  await page.goto(`${base}/organisations`);
  assert.equal(await page.locator('th[aria-sort]').innerText().then((t) => t.replace(/\W+$/, '')), 'Name', 'without a choice the order of the beginning');
  await Promise.all([page.close(), other.close()]);
});

test('the query behind a view gives what the view shows', async () => {
  for (const [path, shown] of [
    ['/journeys/maternity/steps', '.step h2 a'], ['/journeys/maternity/matrix', '.matrix tbody th[scope="row"] a'], ['/gaps?severity=HIGH', '.gap h3 a'],
    ['/organisations?active=false', '.register tbody th a'], ['/search?q=scan', '.results a'], ['/standards?sort=-journeysCount', '.register tbody th a'],
    ['/compare?first=journey:stroke&second=journey:hip-fracture', '.compared .links a'],
    ['/compare?what=areas&journey=journey:stroke&first=organisation:QWO&second=organisation:QT6', '.compared .links a'],
    ['/what-if?remove=application:example/maternity-record-a', 'main tbody th a, main .links a'],
    ['/explore?node=stage:maternity/booking', '#after-map tbody a'],
    ['/explore?node=journey:maternity&to=application:example/maternity-record-a', '#after-map tbody a'],
  ]) {
    const page = await at(path);
    const names = await page.locator(shown).allInnerTexts();
    assert.ok(names.length > 0, path);
    const links = await page.locator('#behind a[href^="/query/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    const values = new Set();
    for (const link of links) {
      const answer = await context.request.get(base + link.replace(/(\?|$)/, '.json$1'));
      JSON.parse(await answer.text(), (_, value) => { if (typeof value === 'string') values.add(value.trim()); return value; });
    }
    assert.deepEqual(names.filter((name) => !values.has(name.trim())), [], path);
    await page.close();
  }
});

test('names that try to be more stay names, in pages and in files', async () => {
  for (const path of ['/', '/journeys/hostile', '/journeys/hostile/steps', '/journeys/hostile/table', '/journeys/hostile/matrix', '/journeys/hostile/flow', '/journeys/hostile/stages/1', '/explore?node=journey:hostile', '/journeys/hostile.svg']) {
    const { page, wrong } = await open(context, hostile + path);
    page.on('dialog', () => wrong.push('a dialog'));
    if (!path.endsWith('.svg')) assert.equal(await page.evaluate(tooWide), 0, path);
    assert.equal(await page.evaluate(() => document.querySelectorAll('script:not([src]), img').length), 0, path);
    assert.match(await page.evaluate(() => document.documentElement.textContent), /<script>|<img/, `${path} shows the name`);
    assert.deepEqual(wrong, [], path);
    await page.close();
  }
  const svg = await context.request.get(`${hostile}/journeys/hostile.svg`);
  assert.match(svg.headers()['content-security-policy'], /default-src 'none'/);
  assert.equal(svg.headers()['x-content-type-options'], 'nosniff');
});

test('a store that is away leaves pages that say so', async () => {
  for (const path of ['/', '/journeys/maternity', '/gaps']) {
    const { page, wrong } = await open(context, away + path, 503);
    assert.equal(await page.locator('h1').innerText(), 'Not to be had just now');
    assert.deepEqual([...wrong, ...await violations(page)], []);
    await page.close();
  }
});

test('a printed map has its title, its key and nothing cut off', async () => {
  const page = await at('/journeys/maternity');
  await page.emulateMedia({ media: 'print' });
  const printed = await page.evaluate(() => ({
    header: getComputedStyle(document.querySelector('header')).display, heading: document.querySelector('h1').getClientRects().length,
    overflow: getComputedStyle(document.querySelector('.map')).overflowX, key: document.querySelector('.map svg').textContent.includes('Key'),
    cut: document.querySelector('.map svg').getBoundingClientRect().width - document.querySelector('.map').clientWidth,
  }));
  assert.deepEqual({ ...printed, cut: printed.cut > 1 }, { header: 'none', heading: 1, overflow: 'visible', key: true, cut: false });
  await page.close();
});

test('a journey is light and quick beside an empty page', async () => {
  const measure = async (path) => {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' }); // processor time, not what the clock says
    await page.goto(base + path, { waitUntil: 'networkidle' });
    const paint = await page.evaluate(() => new Promise((done) => {
      new PerformanceObserver((list) => { for (const e of list.getEntriesByName('first-contentful-paint')) done(e.startTime); }).observe({ type: 'paint', buffered: true });
    }));
    const ready = await page.evaluate(() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd);
    const longest = await page.evaluate(() => new Promise((done) => {
      const tasks = [0];
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration))).observe({ type: 'longtask', buffered: true });
      setTimeout(() => done(Math.max(...tasks)), 50); // what was buffered is told in a task of its own
    }));
    const { metrics } = await session.send('Performance.getMetrics');
    await page.close();
    return { paint, ready, longest, work: metrics.find(({ name }) => name === 'TaskDuration').value };
  };
  const fresh = await browser.newContext();
  const first = await fresh.newPage();
  const bodies = [];
  first.on('response', (response) => bodies.push(response));
  await first.goto(`${base}/journeys/maternity`, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(bodies.filter((b) => !b.url().endsWith('.ttf')).map(async (b) => (await b.request().sizes()).responseBodySize));
  const bytes = sizes.reduce((a, b) => a + b, 0);
  for (const b of bodies) if (b.url().includes('/assets/')) assert.match(b.headers()['cache-control'], /immutable/);
  await fresh.close();
  assert.ok(bytes <= 100 * 1024, `${bytes} bytes`);
  assert.ok(bodies.length <= 60);
  // The least of several times, taken in turn, is what a page takes when nothing else runs, so a busy machine does not change the verdict.
  const runs = { words: [], journey: [] };
  for (let i = 0; i < 9; i++) {
    runs.words.push(await measure('/accessibility'));
    runs.journey.push(await measure('/journeys/maternity'));
  }
  const ratio = (what) => Math.min(...runs.journey.map((r) => r[what])) / Math.min(...runs.words.map((r) => r[what]));
  console.log(`journey of 19 stages: ${bytes} bytes, first paint ${ratio('paint').toFixed(1)} times, ready ${ratio('ready').toFixed(1)} times and the work until then ${ratio('work').toFixed(1)} times that of a page of words`);
  assert.ok(ratio('paint') <= 6, `first paint takes ${ratio('paint')} times as long`);
  assert.ok(ratio('ready') <= 8, `it takes ${ratio('ready')} times as long to be ready`);
  assert.ok(Math.min(...runs.journey.map((r) => r.longest)) <= 200, 'no task holds the browser up for more than 200 milliseconds');
  assert.ok(ratio('work') <= 4, `it takes ${ratio('work')} times as much work`);
});

test('pictures of pages are kept for people to look at', { skip: !pictures, timeout: 300_000 }, async () => {
  for (const width of [1440, 375]) {
    const screen = await browser.newContext({ viewport: { width, height: 900 } });
    for (const path of pictured) {
      const page = await screen.newPage();
      await page.goto(base + path);
      const name = path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'first-page';
      await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true });
      await page.close();
    }
    await screen.close();
  }
});
