// Maps: looking closer, tracing, narrowing, with keys and without script; addresses, queries and files that go with them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { base, browser, open, tooWide, violations } from './site.mjs';

after(() => browser.close());

const map = '/journeys/maternity';
const traced = `${map}?trace=business-capability:book-appointments`;
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const at = async (path) => (await open(context, base + path)).page;
const changed = (page) => page.waitForFunction(() => document.querySelector('#view').getAttribute('aria-busy') === null);
const press = async (page, key) => { await page.keyboard.press(key); await changed(page); };
const focused = (page) => page.evaluate(() => ({
  id: document.activeElement.id, node: new URL(document.activeElement.href?.baseVal ?? 'http://none', location.href).searchParams.get('focus'),
}));
const given = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const bar = (page, id) => page.locator(`.map svg a[href*="focus=${id}#"]`).first();
// What a page shows: its words, its picture and what is chosen in its menus.
const shown = (page) => page.evaluate(() => {
  const tools = document.querySelector('.map-tools'); // buttons that need script
  if (tools) tools.style.display = 'none';
  const all = [
    document.querySelector('main').innerText.replace(/\s+/g, ' '), document.querySelector('.map svg').innerHTML.replace(/ tabindex="-?\d"/g, ''),
    [...document.querySelectorAll('main select, main input')].map((field) => `${field.name}=${field.type === 'checkbox' ? field.checked : field.value}`).join(),
  ];
  if (tools) tools.style.display = '';
  return all;
});

test('with keys: look closer, come back, trace, clear', async () => {
  const page = await at(map);
  await bar(page, 'stage:maternity/booking').focus();
  await press(page, 'Enter');
  await page.waitForSelector('#details-title:focus');
  assert.equal(await page.locator('#details-title').innerText(), 'Booking visit');
  assert.deepEqual(given(page), { focus: 'stage:maternity/booking' });
  assert.equal(await page.locator('.map a[aria-current="true"]').count(), 1);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('#details'));
  assert.equal((await focused(page)).node, 'stage:maternity/booking', 'Escape returns to what was looked at');
  assert.deepEqual(given(page), {});

  const id = 'business-capability:book-appointments';
  await bar(page, id).focus();
  await page.keyboard.press(' ');
  await page.waitForFunction(() => location.search.includes('trace='));
  await changed(page);
  assert.deepEqual(given(page), { trace: id });
  assert.equal((await focused(page)).node, id, 'the focus stays where it was');
  assert.match(await page.locator('#announced').textContent(), /^Traced: Book appointments .* in 7 of 19 stages\.$/);
  assert.equal(await page.locator('.map svg a[tabindex="0"]').count(), 1, 'still one stop of Tab');
  await page.keyboard.press('End');
  assert.equal((await focused(page)).node, 'stage:maternity/check-after-loss', 'End goes to the last stage');
  await page.keyboard.press('Home');
  assert.equal((await focused(page)).node, 'stage:maternity/before-pregnancy', 'Home goes to the first stage');
  await page.keyboard.press('ArrowRight');
  assert.equal((await focused(page)).node, 'stage:maternity/tell-a-midwife', 'right goes to the stage after');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !location.search.includes('trace='));
  await changed(page);
  assert.equal(await page.locator('#announced').textContent(), 'Nothing is traced.');

  await bar(page, id).focus();
  await page.keyboard.press(' ');
  await page.waitForFunction(() => location.search.includes('trace='));
  await changed(page);
  await page.keyboard.press(' ');
  await page.waitForFunction(() => !location.search.includes('trace='));
  await changed(page);
  await page.goBack();
  await page.waitForSelector('.narrowed', { timeout: 10_000 });
  assert.deepEqual(given(page), { trace: id }, 'Back shows what was traced');
  await page.goForward();
  await page.waitForFunction(() => !document.querySelector('.narrowed'));
  await page.close();
});

test('after a change nothing is wrong with the page, and it fits a narrow screen', async () => {
  const { page, wrong } = await open(context, base + map);
  await bar(page, 'standard:snomed-ct').click();
  await page.waitForSelector('#details-title:focus');
  await page.keyboard.press('Tab');
  assert.deepEqual(await violations(page), []);
  await page.locator('.narrowing summary').click();
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize({ width: 320, height: 800 });
  assert.equal(await page.evaluate(tooWide), 0);
  assert.deepEqual(wrong, []);
  await page.close();
});

test('every choice stands in the address, which shows the same to others, without script too', { timeout: 120_000 }, async () => {
  const page = await at(map);
  await bar(page, 'business-capability:book-appointments').focus();
  await page.keyboard.press(' ');
  await page.waitForFunction(() => location.search.includes('trace='));
  await changed(page);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#details-title:focus');
  const before = page.url();
  await page.locator('.narrowing summary').click();
  await page.selectOption('#area', 'organisation:Y63');
  await page.selectOption('#group', 'person-group:deaf-person');
  await page.check('input[value="clocks"]');
  await Promise.all([page.waitForNavigation(), page.click('.narrowing button')]);
  assert.deepEqual(given(page), {
    trace: 'business-capability:book-appointments', area: 'organisation:Y63', group: 'person-group:deaf-person', hide: 'clocks', focus: 'business-capability:book-appointments',
  });
  assert.equal(await page.locator('h1').innerText(), 'Having a baby in North East and Yorkshire');
  const want = await shown(page);
  const [others, off] = await Promise.all([browser.newContext(), browser.newContext({ javaScriptEnabled: false })]);
  for (const other of [others, off]) {
    const copy = await other.newPage();
    await copy.setViewportSize({ width: 1440, height: 900 });
    await copy.goto(page.url());
    assert.deepEqual(await shown(copy), want);
    await copy.close();
  }
  await page.goBack();
  assert.equal(page.url(), before);
  await page.goForward();
  await page.waitForSelector('h1:has-text("North East")');
  assert.deepEqual(await shown(page), want);

  const plain = await off.newPage();
  await plain.goto(base + map);
  await Promise.all([plain.waitForNavigation(), plain.locator('.map svg a[href*="focus=stage:maternity/booking#"]').first().click()]);
  assert.equal(await plain.locator('#details h2').innerText(), 'Booking visit');
  await Promise.all([plain.waitForNavigation(), plain.click('#details >> text=Trace this')]);
  assert.match(await plain.locator('.narrowed').innerText(), /Traced: Booking visit \(stage\), in 1 of 19 stages\. Clear trace/);
  await Promise.all([plain.waitForNavigation(), plain.click('.narrowed >> text=Clear trace')]);
  assert.equal(await plain.locator('.narrowed').count(), 0);
  await Promise.all([page.close(), others.close(), off.close()]);
});

// The nodes that a map draws, by kind.
const drawn = (page) => page.evaluate(() => {
  const ids = [...document.querySelectorAll('.map svg a')].map((a) => new URL(a.href.baseVal, location.href).searchParams.get('focus')).filter(Boolean);
  return [...new Set(ids)].sort();
});

test('the query behind a map returns exactly the nodes that are drawn', async () => {
  const answers = async (page) => {
    const links = await page.locator('#behind a[href^="/query/"]').evaluateAll((as) => as.map((a) => a.getAttribute('href')));
    const found = {};
    for (const link of links) found[link.replace(/\?.*/, '').replace('/query/', '')] = await (await context.request.get(base + link.replace('?', '.json?'))).json();
    return found;
  };
  const of = (ids, ...kinds) => ids.filter((id) => kinds.some((kind) => id.startsWith(`${kind}:`)));
  const all = (list) => [...new Set(list.flat(9).filter(Boolean))].sort();

  let page = await at(map);
  const picture = (await answers(page))['journey-picture'].journey.stagesConnection.edges.map((edge) => edge.node);
  let ids = await drawn(page);
  assert.deepEqual(of(ids, 'stage'), all(picture.map((s) => s.id)));
  assert.deepEqual(of(ids, 'business-capability'), all(picture.map((s) => s.enabledByConnection.edges.map((e) => e.node.id))));
  assert.deepEqual(of(ids, 'service', 'service-type'), all(picture.map((s) => s.touchpoints.map((t) => t.providedThrough.map((p) => p.id)))));
  assert.deepEqual(of(ids, 'organisation-type'), all(picture.map((s) => s.touchpoints.map((t) => t.organisationTypes.map((o) => o.id)))));
  assert.deepEqual(of(ids, 'application-type'), all(picture.map((s) => s.touchpoints.map((t) => t.applicationTypes.map((a) => a.id)))));
  assert.deepEqual(of(ids, 'standard'), all(picture.map((s) => s.standardsConnection.edges.map((e) => e.node.id))));
  assert.deepEqual(of(ids, 'handoff'), all(picture.map((s) => s.handoffsOut.map((n) => n.id))));
  assert.deepEqual(of(ids, 'waiting-time-target'), all(picture.map((s) => s.clocksStarted.map((n) => n.id))));
  await page.close();

  page = await at(`${map}?area=organisation:Y63`);
  const local = (await answers(page))['journey-in-area'].journey.stages;
  ids = await drawn(page);
  const services = local.map((s) => s.touchpoints.map((t) => t.providedThrough.map((p) => p.services ?? [p]))).flat(9).filter((s) => s.level === 'NATIONAL' || s.inArea?.length > 0);
  assert.deepEqual(of(ids, 'service', 'service-type'), all(services.map((s) => s.id)));
  assert.deepEqual(of(ids, 'organisation'), all(services.map((s) => (s.level === 'NATIONAL' ? s.organisations : s.inArea).map((o) => o.id))));
  assert.deepEqual(of(ids, 'application'), all(services.map((s) => s.applications.map((a) => a.id))));
  assert.deepEqual(of(ids, 'business-capability'), all(local.map((s) => s.realised.map((b) => b.id))));
  await page.close();

  page = await at(traced);
  const { stages } = (await answers(page))['journey-trace'].trace;
  const bold = await page.evaluate(() => [...document.querySelectorAll('.map svg .stage a')].filter((a) => a.querySelector('text').getAttribute('font-weight') === 'bold')
    .map((a) => new URL(a.href.baseVal, location.href).searchParams.get('focus')));
  assert.deepEqual(bold, stages.map((s) => s.id));
  await page.close();
});

test('files have what the map was narrowed to, and say so', async () => {
  const query = 'area=organisation:Y63&group=deaf-person&hide=standards&trace=business-capability:book-appointments';
  const page = await at(`${map}?${query}`);
  const links = await page.locator('#downloads a').evaluateAll((as) => as.map((a) => a.getAttribute('href')));
  assert.ok(links.length >= 8);
  const files = {};
  for (const link of links) {
    assert.ok(link.endsWith(`?${query}`), link);
    const answer = await context.request.get(base + link);
    assert.equal(answer.status(), 200, link);
    files[link.replace(/\?.*/, '').split('.').pop()] = await answer.body();
  }
  const words = (svg) => [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map((m) => m[1]);
  const inPage = await page.locator('.map svg').evaluate((svg) => [...svg.querySelectorAll('text')].map((text) => text.textContent));
  const inFile = await page.evaluate((text) => [...new DOMParser().parseFromString(text, 'image/svg+xml').querySelectorAll('text')].map((t) => t.textContent), files.svg.toString());
  assert.ok(words(files.svg.toString()).length > 100);
  assert.deepEqual(inFile.slice(-inPage.length), inPage, 'the page has the picture of the file, without its title');
  for (const said of ['Having a baby in North East and Yorkshire', 'Traced: Book appointments', 'Deaf person', 'Not shown: standards']) {
    assert.ok(inFile.slice(0, -inPage.length).some((text) => text.includes(said)), said);
  }
  assert.match(files.csv.toString(), /connected with Book appointments/);
  for (const zip of ['pptx', 'xlsx']) assert.equal(files[zip].subarray(0, 2).toString(), 'PK');
  assert.equal(files.png.subarray(1, 4).toString(), 'PNG');
  await page.close();
});

test('somebody finds the journey, sees where a way in is missing, and downloads a slide of it', async () => {
  const page = await at('/');
  await Promise.all([page.waitForNavigation(), page.click('main a:text-is("Having a baby")')]);
  const { journey } = await (await context.request.post(`${base}/graphql`, { data: {
    query: '{ journey(id: "journey:maternity") { stages { name touchpoints(where: { visibility: { notIn: [BACKSTAGE, SUPPORT] } }) { digital } } } }',
  } })).json().then((answer) => answer.data);
  const without = (digital) => journey.stages.filter((s) => !s.touchpoints.some((t) => t.digital === digital)).map((s) => s.name);
  const named = async (i) => (await page.locator('.ways-in li').nth(i).locator('a').allInnerTexts()).map((text) => text.replace(/^\d+ /, ''));
  assert.deepEqual(await named(0), without(true));
  assert.deepEqual(await named(1), without(false));
  assert.equal(await page.locator('.map svg text', { hasText: /^no digital$/ }).count(), without(true).length);
  for (const seen of ['.ways-in', '.take a']) {
    const box = await page.locator(seen).first().boundingBox();
    assert.ok(box.y + box.height < 900, `${seen} is seen without scrolling`);
  }
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('text=Download slides')]);
  assert.match(file.suggestedFilename(), /\.pptx$/);
  await page.close();
});
