// Opens pages in a browser and prints one line for each thing that is wrong. Usage: pages.mjs CHROMIUM BASE PATH...
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [executablePath, base, ...paths] = process.argv.slice(2);
const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const states = [
  { name: 'wide', viewport: { width: 1440, height: 900 } },
  { name: 'narrow', viewport: { width: 320, height: 900 } },
];

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
let checks = 0;
for (const { name, ...state } of states) {
  const context = await browser.newContext(state);
  for (const path of paths) {
    const wrong = (text) => console.log(`${path} (${name}): ${text}`);
    const page = await context.newPage();
    page.on('console', (message) => wrong(`console: ${message.text()}`));
    page.on('request', (request) => { if (!request.url().startsWith(base)) wrong(`asks ${request.url()}`); });
    await page.goto(base + path);
    await page.evaluate(axe);
    const found = await page.evaluate((values) => axe.run({ runOnly: { type: 'tag', values } }), rules);
    for (const violation of found.violations) wrong(`${violation.id}: ${violation.nodes[0].html.slice(0, 200)}`);
    const body = await page.evaluate(() => ({
      over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      headings: document.querySelectorAll('h1').length,
      small: [...document.querySelectorAll('a, button, summary')].filter((a) => {
        const box = a.getBoundingClientRect();
        const inline = getComputedStyle(a).display === 'inline' && !a.ownerSVGElement;
        return box.width > 0 && !inline && !a.matches('.nhsuk-skip-link') && (box.width < 24 || box.height < 24);
      }).map((a) => a.textContent.trim()),
      spilt: [...document.querySelectorAll('svg g.bar')].filter((bar) => {
        const room = bar.querySelector('rect').getBBox().width;
        return [...bar.querySelectorAll('text')].some((text) => text.getComputedTextLength() > room);
      }).map((bar) => bar.textContent),
    }));
    if (body.over > 0) wrong(`the page is ${body.over} pixels too wide`);
    if (body.headings !== 1) wrong(`${body.headings} first headings`);
    for (const text of body.small) wrong(`too small to hit: ${text}`);
    for (const text of body.spilt) wrong(`words spill over: ${text}`);
    checks++;
    await page.close();
  }
  await context.close();
}
await browser.close();
console.log(`checked ${checks}`);
