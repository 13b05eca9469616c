// Makes a map one stop of the Tab key, with arrow keys inside it. Without this script every stage is a link of its own.
import { inPlace } from './details.js';
import './zoom.js';

const map = document.querySelector('.map');
let links = [];

const middle = (link) => {
  const box = link.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
};

function choose(link) {
  for (const other of links) other.setAttribute('tabindex', other === link ? '0' : '-1');
  link.focus();
  link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

// The nearest link in a direction: what lies straight ahead counts three times as much as what lies beside.
function nearest(from, dx, dy) {
  const at = middle(from);
  let best = null;
  let least = Infinity;
  for (const link of links) {
    if (link === from) continue;
    const to = middle(link);
    const ahead = (to.x - at.x) * dx + (to.y - at.y) * dy;
    if (ahead < 2) continue;
    const beside = Math.abs((to.x - at.x) * dy) + Math.abs((to.y - at.y) * dx);
    if (ahead + 3 * beside < least) [best, least] = [link, ahead + 3 * beside];
  }
  return best;
}

const moves = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function onKey(event) {
  const at = links.indexOf(document.activeElement);
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const stages = links.filter((link) => link.closest('.stage'));
  let to = null;
  if (moves[event.key]) {
    // On a journey left and right go along a lane in the order in which it is read, and on into the next lane, so that everything can
    // be reached. Elsewhere they go to what lies there, and along that order where nothing does.
    const along = { ArrowRight: links[at + 1], ArrowLeft: links[at - 1] }[event.key];
    to = stages.length > 0 && along ? along : nearest(links[at], ...moves[event.key]) ?? along;
  } else if (event.key === 'Home') to = stages[0] ?? links[0];
  else if (event.key === 'End') to = stages.at(-1) ?? links.at(-1);
  else return;
  event.preventDefault();
  if (to) choose(to);
}

// rove makes the map one stop of the Tab key, at a link or at the first stage: the way through begins there, wherever it is drawn.
function rove(at) {
  links = [...map.querySelectorAll('svg a')];
  const first = at ?? links.find((link) => link.closest('.stage')) ?? links[0];
  for (const link of links) link.setAttribute('tabindex', link === first ? '0' : '-1');
}

if (map?.querySelector('svg a')) {
  rove();
  map.tabIndex = -1; // no stop of its own, but what skips to it arrives
  map.addEventListener('keydown', onKey);
  if (document.querySelector('#details-here')) {
    inPlace(map, (at, focus) => {
      rove(at);
      if (at && focus) choose(at);
    });
  }
}
