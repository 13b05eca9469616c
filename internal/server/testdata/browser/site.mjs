// The browser that all checks share, and what they look at in a page.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const { BASE: base, HOSTILE: hostile, AWAY: away, CHROMIUM: executablePath, PICTURES: pictures } = process.env;
export const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// open gives a page that records what goes wrong in it: words in the console, requests to elsewhere, broken policies.
export async function open(context, address, status = 200) {
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => {
    if (status >= 400 && message.text().startsWith('Failed to load resource')) return; // the page itself, as it should
    wrong.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`script: ${error.message}`));
  const origin = new URL(address).origin;
  page.on('request', (request) => { if (!request.url().startsWith(origin)) wrong.push(`asks ${request.url()}`); });
  const answer = await page.goto(address, { waitUntil: 'load' });
  if (answer.status() !== status) wrong.push(`status ${answer.status()}, not ${status}`);
  return { page, wrong, answer };
}

// violations gives what axe finds in a page as it is.
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((values) => axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), rules);
  return found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)} (${v.nodes.length})`);
}

// each does something with every item, a few at a time, and gives all that went wrong.
export async function each(items, work, most = 3) {
  const wrong = [];
  const queue = [...items];
  await Promise.all(Array.from({ length: most }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) wrong.push(...await work(item));
  }));
  return wrong;
}

// facts gathers from a page what holds for every page.
export const facts = () => ({
  title: document.title,
  headings: [...document.querySelectorAll('h1')].map((h) => h.innerText.trim()),
  levels: [...document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')].map((h) => Number(h.tagName[1])),
  landmarks: ['header', 'main', 'footer', 'nav'].filter((name) => !document.querySelector(name)),
  lang: document.documentElement.lang,
  font: getComputedStyle(document.body).fontFamily,
  inline: document.querySelectorAll('[style]').length + [...document.scripts].filter((s) => s.textContent.trim()).length,
  logo: document.documentElement.outerHTML.includes('M200 0v80H0V0'),
  small: [...document.querySelectorAll('a, button, summary, select, input, textarea')].filter((a) => {
    const box = a.getBoundingClientRect();
    const inText = getComputedStyle(a).display === 'inline' && !a.ownerSVGElement;
    return box.width > 0 && !inText && !a.matches('.nhsuk-skip-link, .nhsuk-u-visually-hidden') && (box.width < 24 || box.height < 24);
  }).map((a) => a.outerHTML.slice(0, 120)),
});

// tooWide says by how many pixels a page is wider than the screen.
export const tooWide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
