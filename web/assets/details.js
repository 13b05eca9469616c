// Changes a map in place: what is looked at closer, and what is traced. Without this script the same links load the page anew.
const parts = ['.map svg', '#narrowing', '#details-here', '.views', '.take', '#after-map', '#behind'];

let showing = location.pathname + location.search; // what the parts are of; a link within the page changes only what comes after

const nodeOf = (link) => new URL(link.href.baseVal ?? link.href, location.href).searchParams.get('focus');

function say(text) {
  const line = document.querySelector('#announced');
  if (line) line.textContent = text;
}

// load puts the parts of another address in the place of these. Where that fails, the browser goes there.
async function load(address, keep) {
  const view = document.querySelector('#view');
  view.setAttribute('aria-busy', 'true');
  const waiting = setTimeout(() => say('Loading'), 400);
  try {
    const answer = await fetch(address, { headers: { Prefer: 'wait=5' } });
    if (answer.status !== 200) throw new Error(answer.statusText);
    const other = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of parts) {
      const [old, fresh] = [document.querySelector(part), other.querySelector(part)];
      if (old && fresh) old.replaceWith(document.importNode(fresh, true));
    }
    document.querySelector('.map-and-details').className = other.querySelector('.map-and-details').className;
    if (keep) history.pushState(null, '', address);
    showing = location.pathname + location.search;
    return true;
  } catch {
    location.assign(address);
    return false;
  } finally {
    clearTimeout(waiting);
    view.removeAttribute('aria-busy');
  }
}

// changed is an address like this one, with one parameter set or, for null, left out.
function changed(name, value) {
  const address = new URL(location.href);
  address.hash = '';
  if (value === null) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  return address.href.replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');
}

const linksTo = (map, id) => [...map.querySelectorAll('svg a')].filter((link) => nodeOf(link) === id);

// inPlace lets a map be changed in place. refresh is called with the link that is looked at, when there is another picture.
export function inPlace(map, refresh) {
  let back = null; // the node that was looked at last, and which of its links
  const remember = (link) => { back = [nodeOf(link), linksTo(map, nodeOf(link)).indexOf(link)]; };
  const again = () => (back ? linksTo(map, back[0])[back[1]] ?? linksTo(map, back[0])[0] : null) ?? null;

  async function look(link) {
    remember(link);
    if (!await load(changed('focus', nodeOf(link)), true)) return;
    refresh(again(), false);
    const title = document.querySelector('#details-title');
    title?.focus();
    title?.scrollIntoView({ block: 'nearest' });
  }

  async function trace(id) {
    if (!await load(changed('trace', id), true)) return;
    refresh(again(), true);
    say([...document.querySelectorAll('.narrowed li')].map((li) => li.firstChild.textContent.trim()).join(' ') || 'Nothing is traced.');
  }

  async function close() {
    back ??= [new URL(location.href).searchParams.get('focus'), 0];
    if (await load(changed('focus', null), true)) refresh(again(), true);
  }

  map.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || !nodeOf(link) || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    look(link);
  });
  map.addEventListener('keydown', (event) => {
    const link = event.target.closest('svg a');
    const given = new URL(location.href).searchParams;
    if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === ' ' && nodeOf(link)) {
      event.preventDefault();
      remember(link);
      trace(given.get('trace') === nodeOf(link) ? null : nodeOf(link));
    } else if (event.key === 'Escape' && given.get('trace')) {
      remember(link);
      trace(null);
    } else if (event.key === 'Escape' && given.get('focus')) {
      remember(link);
      close();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.target.closest('#details')) close();
  });
  document.addEventListener('click', (event) => {
    if (!event.target.closest('#details .close') || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    close();
  });
  addEventListener('popstate', async () => {
    if (showing !== location.pathname + location.search && await load(location.href, false)) refresh(null, false);
  });
}
