// What must hold of every page in every state.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { base, browser, each, facts, open, tooWide, violations } from './site.mjs';
import { routes } from './routes.mjs';

after(() => browser.close());

const spacing = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }';

test('every page in every state: rules of axe, policy, landmarks, size, narrow, spaced, printed', { timeout: 600_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const titles = new Map();
  const wrong = await each(routes, async ([path, status]) => {
    const { page, wrong } = await open(context, base + path, status);
    const say = (text) => wrong.push(text);
    for (const text of await violations(page)) say(text);
    const body = await page.evaluate(facts);
    if (body.headings.length !== 1) say(`${body.headings.length} first headings`);
    const heading = body.headings[0];
    if (status === 200 && !body.title.startsWith(heading)) say(`the title is “${body.title}” and the heading “${heading}”`);
    if (status === 200 && !path.includes('?')) {
      if (titles.has(body.title)) say(`the same title as ${titles.get(body.title)}`);
      titles.set(body.title, path);
    }
    body.levels.forEach((level, i) => { if (i > 0 && level > body.levels[i - 1] + 1) say(`heading ${i} skips a level`); });
    if (body.landmarks.length > 0) say(`no ${body.landmarks}`);
    if (body.lang !== 'en') say('no language');
    if (!/Arial/.test(body.font) || /frutiger/i.test(body.font)) say(`font ${body.font}`);
    if (body.inline > 0) say(`${body.inline} styles or scripts in the page`);
    if (body.logo) say('the NHS logo');
    for (const html of body.small) say(`too small to hit: ${html}`);
    if (status === 400) {
      const focus = await page.evaluate(() => document.activeElement.className);
      if (!focus.includes('nhsuk-error-summary')) say(`the focus is on “${focus}”, not on what is wrong`);
    }
    if (status >= 400) {
      const onward = await page.locator('main a, main form').count();
      if (onward === 0) say('no way on from here');
    }
    await page.setViewportSize({ width: 320, height: 800 }); // also 400% of 1280
    const narrow = await page.evaluate(tooWide);
    if (narrow > 0) say(`${narrow} pixels too wide at 320`);
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, spacing);
    const spaced = await page.evaluate(tooWide);
    if (spaced > 0) say(`${spaced} pixels too wide with wider spacing`);
    await page.close();
    return wrong.map((text) => `${path}: ${text}`);
  });
  assert.deepEqual(wrong, []);
  await context.close();
});

test('axe finds nothing where everything that opens is open', { timeout: 300_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const wrong = await each(['/journeys/maternity', '/journeys/maternity/table', '/gaps', '/query/touchpoints?run=1', '/query', '/explore?node=stage:maternity/booking', '/organisations/RR8'], async (path) => {
    const { page } = await open(context, base + path);
    const opened = await page.evaluate(() => [...document.querySelectorAll('details')].map((d) => { d.open = true; return d.textContent; }).length);
    const found = opened === 0 ? ['nothing opens'] : await violations(page);
    await page.close();
    return found.map((text) => `${path}: ${text}`);
  });
  assert.deepEqual(wrong, []);
  await context.close();
});

test('without script every page says the same', { timeout: 300_000 }, async () => {
  const [on, off] = await Promise.all([browser.newContext(), browser.newContext({ javaScriptEnabled: false })]);
  const text = async (context, path) => {
    const page = await context.newPage();
    await page.goto(base + path);
    await page.evaluate(() => document.querySelector('.map-tools')?.remove()); // buttons that need script
    const found = await page.locator('main').innerText();
    await page.close();
    return found.replace(/\s+/g, ' ');
  };
  const paths = ['/journeys/maternity', '/journeys/maternity?area=organisation:Y63&group=deaf-person&trace=standard:snomed-ct&focus=standard:snomed-ct', '/journeys/maternity/flow', '/explore?node=stage:maternity/booking', '/gaps', '/query/touchpoints?run=1',
    '/', '/journeys/maternity/matrix', '/gaps/matrix', '/compare?first=journey:stroke&second=journey:hip-fracture'];
  const wrong = await each(paths, async (path) => {
    const [a, b] = await Promise.all([text(on, path), text(off, path)]);
    return a === b && a.length > 200 ? [] : [`${path} says something else without script`];
  });
  assert.deepEqual(wrong, []);

  const page = await off.newPage();
  await page.goto(`${base}/query`);
  await page.fill('#query', '{ journey(id: "journey:maternity") { name } }');
  await page.fill('#variables', '');
  await page.click('text=Run the query');
  assert.match(await page.locator('#answer').innerText(), /Having a baby/);
  await Promise.all([on.close(), off.close()]);
});
