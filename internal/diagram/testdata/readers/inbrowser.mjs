// What runs within a page that holds the reader's script. Each function is sent there whole, so it uses nothing from outside itself.
/* global mxCodec, mxGraph, mxLog, mxUtils, mermaid */

// readDrawio decodes a file with the engine of draw.io, as draw.io does, lays it out, and moves what lines are tied to.
export function readDrawio(xml) {
  const problems = [];
  mxLog.warn = (text) => problems.push(text);
  const file = new DOMParser().parseFromString(xml, 'text/xml');
  if (file.querySelector('parsererror')) return { problems: ['this is no XML'] };
  const source = file.querySelector('mxGraphModel');
  const doc = mxUtils.parseXml(new XMLSerializer().serializeToString(source));
  document.body.innerHTML = '<div id="graph"></div>';
  const graph = new mxGraph(document.getElementById('graph'));
  graph.convertValueToString = ({ value }) => (typeof value === 'object' && value !== null ? value.getAttribute('label') : value) ?? '';
  const model = graph.getModel();
  new mxCodec(doc).decode(doc.documentElement, model);
  graph.view.validate();

  const all = Object.values(model.cells).filter((cell) => cell.parent && cell.parent.parent);
  const written = doc.querySelectorAll('root > *').length;
  if (all.length + 2 !== written) problems.push(`${written} cells were written and ${all.length + 2} read`);
  const number = /^(width|height|strokeWidth|fontSize|fontStyle|arcSize|size|spacing|rounded|html|dashed|fixDash|(exit|entry)(X|Y|Perimeter))$/;
  const colour = /^(fill|stroke|font)Color$/;
  const cells = all.map((cell) => {
    const say = (text) => problems.push(`cell ${cell.id}: ${text}`);
    const style = graph.getCellStyle(cell);
    for (const part of (cell.style ?? '').split(';').filter(Boolean)) {
      const [name, value] = part.split('=');
      if (value === undefined && name !== 'text') say(`style ${name} is not known`);
      if (number.test(name) && !Number.isFinite(Number(value))) say(`${part} is no number`);
      if (colour.test(name) && !/^(none|#[0-9a-f]{6})$/.test(value)) say(`${part} is no colour`);
      if (name === 'dashPattern' && !/^\d+ \d+$/.test(value)) say(`${part} is no pattern`);
      if (name === 'polyCoords' && !JSON.parse(value).every(([x, y]) => Number.isFinite(x) && Number.isFinite(y))) say('corners are no numbers');
    }
    const state = graph.view.getState(cell);
    if (!state) { say('is not drawn'); return { id: cell.id }; }
    const { x, y, width, height } = cell.geometry;
    if (![x, y, width, height, state.x, state.y].every(Number.isFinite)) say('stands nowhere');
    if (cell.vertex === cell.edge) say('is a shape or a line, not both');
    if (cell.vertex && !(width > 0 && height > 0)) say('has no size');
    if (cell.edge) {
      for (const end of ['source', 'target']) if (!cell[end] || model.getCell(cell[end].id) !== cell[end]) say(`has no ${end}`);
      if (!state.absolutePoints?.every((p) => p && Number.isFinite(p.x) && Number.isFinite(p.y))) say('has bends that are nowhere');
    }
    return {
      id: cell.id, parent: cell.parent.id, label: graph.getLabel(cell), edge: Boolean(cell.edge), source: cell.source?.id, target: cell.target?.id,
      shape: style.shape ?? '', lane: cell.value?.getAttribute?.('lane') ?? '', tooltip: cell.value?.getAttribute?.('tooltip') ?? '', x: state.x, y: state.y, width: state.width, height: state.height,
    };
  });

  // Whoever moves a thing takes the ends of its lines along, and only those. A thing is what stands in a lane or on the page, with its parts.
  const ends = (edge) => { const { absolutePoints: at } = graph.view.getState(edge); return [at[0], at.at(-1)].map(({ x, y }) => [x, y]); };
  const thing = (cell) => (cell.parent.vertex && cell.parent.isConnectable() ? thing(cell.parent) : cell);
  const joined = all.filter((cell) => cell.vertex && cell.edges?.length > 0);
  let moved = 0;
  for (const cell of joined.slice(0, 80)) {
    const taken = thing(cell);
    const before = cell.edges.map(ends);
    graph.cellsMoved([taken], 37, 21);
    graph.view.validate();
    cell.edges.forEach((edge, i) => {
      const after = ends(edge);
      [edge.source, edge.target].forEach((end, k) => {
        const [dx, dy] = model.isAncestor(taken, end) ? [37, 21] : [0, 0];
        if (Math.abs(after[k][0] - before[i][k][0] - dx) > 1 || Math.abs(after[k][1] - before[i][k][1] - dy) > 1) problems.push(`line ${edge.id} does not go with ${cell.id}`);
        moved++;
      });
    });
    graph.cellsMoved([taken], -37, -21);
    graph.view.validate();
  }
  graph.destroy();
  return { problems, cells, moved };
}

// readMermaid parses a text and draws it.
export async function readMermaid(text) {
  mermaid.initialize({ startOnLoad: false });
  const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const edges = db.getEdges().map(({ start, end }) => ({ from: start, to: end }));
  const { svg } = await mermaid.render('drawn', text);
  const drawn = new DOMParser().parseFromString(svg, 'text/html');
  const words = (e) => e.textContent.replace(/\s+/g, ' ').trim();
  const nodes = [...drawn.querySelectorAll('.node')].map((g) => ({ name: g.id.replace(/^.*flowchart-(.+)-\d+$/, '$1'), label: words(g) }));
  const clusters = [...drawn.querySelectorAll('.cluster')].map(words);
  const problems = [...drawn.querySelectorAll('script, img, [onload], [onerror], a[href^="javascript"]')].map((e) => `drawn: ${e.outerHTML.slice(0, 80)}`);
  return { problems, type, edges, nodes, clusters };
}
