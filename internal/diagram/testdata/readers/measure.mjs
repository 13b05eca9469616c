// Tells how wide a browser sets lines of text: [{text, size, bold}] comes in as JSON, a list of pairs goes out: as it sets them, and without
// moving letters closer that go well together.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const lines = JSON.parse(readFileSync(0, 'utf8'));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
await page.setContent('<!doctype html><title>widths</title><svg xmlns="http://www.w3.org/2000/svg"><text></text></svg>');
console.log(JSON.stringify(await page.evaluate((all) => {
  const text = document.querySelector('text');
  text.setAttribute('font-family', 'Arial, sans-serif');
  return all.map(({ text: words, size, bold }) => {
    text.textContent = words;
    text.setAttribute('font-size', size);
    text.setAttribute('font-weight', bold ? 'bold' : 'normal');
    return ['auto', 'none'].map((kerning) => {
      text.style.fontKerning = kerning;
      return text.getComputedTextLength();
    });
  });
}, lines)));
await browser.close();
