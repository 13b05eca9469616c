// Gives a picture buttons to enlarge it, to fit it in, and to move over it without dragging. Without this script the picture
// scrolls, and the browser enlarges it.
const map = document.querySelector('.map');
const steps = [0.1, 0.15, 0.2, 0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4];
const settles = 200; // milliseconds without a step after which the picture is drawn at its new size
const picture = () => map.querySelector('svg'); // which may be another after a while
const natural = () => ({ width: picture().width.baseVal.value, height: picture().height.baseVal.value });
let scale = 1; // that is shown
let drawn = 1; // that the picture is laid out in
let waiting = 0;

const said = document.createElement('output');

// While somebody zooms, what is drawn already is only stretched, which costs the same for every picture.
function zoom(to) {
  const next = Math.min(steps.at(-1), Math.max(steps[0], to));
  const middle = { x: (map.scrollLeft + map.clientWidth / 2) / scale, y: (map.scrollTop + map.clientHeight / 2) / scale };
  scale = next;
  picture().style.transformOrigin = '0 0';
  picture().style.transform = `scale(${scale / drawn})`;
  centre(middle);
  said.textContent = `${Math.round(scale * 100)}%`;
  clearTimeout(waiting);
  waiting = setTimeout(() => { settle(middle); }, settles);
}

function centre(at) {
  map.scrollTo(at.x * scale - map.clientWidth / 2, at.y * scale - map.clientHeight / 2);
}

function settle(middle) {
  size();
  centre(middle);
}

// size lays the picture out as large as it is shown.
function size() {
  drawn = scale;
  const { width, height } = natural();
  Object.assign(picture().style, { transform: '', width: `${width * scale}px`, height: `${height * scale}px` });
  fade();
}

// fade lets the picture run out where there is more of it to the right.
function fade() {
  map.classList.toggle('more', map.scrollLeft + map.clientWidth < map.scrollWidth - 4);
}

const larger = () => zoom(steps.find((step) => step > scale * 1.01) ?? scale);
const smaller = () => zoom(steps.findLast((step) => step < scale * 0.99) ?? scale);
const fit = () => zoom(Math.min(1, map.clientWidth / natural().width));
const whole = () => zoom(1);

// Half of what is in view, so that nothing is passed over unseen.
function move(dx, dy) {
  const room = dy === 0 ? map : [map, document.scrollingElement].find((box) => box.scrollHeight > box.clientHeight + 1) ?? map;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  room.scrollBy({ left: dx * map.clientWidth / 2, top: dy * Math.min(map.clientHeight, innerHeight) / 2, behavior: still ? 'instant' : 'smooth' });
}

const buttons = [
  ['Zoom in', '+', larger], ['Zoom out', '−', smaller], ['Fit to the width', 'Fit', fit], ['Actual size', 'Actual size', whole],
  ['Move left', '←', () => move(-1, 0)], ['Move right', '→', () => move(1, 0)], ['Move up', '↑', () => move(0, -1)], ['Move down', '↓', () => move(0, 1)],
];

// One stop of the Tab key, with arrow keys inside, so that it is not in the way of those who go to the map.
function toolbar() {
  const bar = document.createElement('div');
  bar.className = 'map-tools';
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', 'Size and place of the picture');
  const all = buttons.map(([name, sign, act], i) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = sign;
    button.setAttribute('aria-label', name);
    button.title = name;
    button.tabIndex = i === 0 ? 0 : -1;
    button.addEventListener('click', act);
    bar.append(button);
    return button;
  });
  bar.addEventListener('keydown', (event) => {
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined || !all[to]) return;
    event.preventDefault();
    for (const button of all) button.tabIndex = button === all[to] ? 0 : -1;
    all[to].focus();
  });
  said.textContent = '100%';
  bar.append(said);
  (map.closest('.map-and-details') ?? map).before(bar);
}

if (map?.querySelector('svg')) {
  toolbar();
  fade();
  map.addEventListener('scroll', fade, { passive: true });
  addEventListener('resize', fade);
  new MutationObserver(() => { if (scale !== 1 && picture()) size(); fade(); }).observe(map, { childList: true });
  // Only while the focus is in the picture, so that the keys stay free for whatever else listens.
  const keys = { '+': larger, '=': larger, '-': smaller, '−': smaller, 0: whole };
  map.addEventListener('keydown', (event) => {
    if (!keys[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  });
}
