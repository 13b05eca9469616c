// Shows the page that is being worked out, in the place of the one that says so, as soon as it is ready.
const asks = 24; // of up to five seconds each
const say = (text) => { document.querySelector('#coming').textContent = text; };

function show(page) {
  const other = new DOMParser().parseFromString(page, 'text/html');
  document.title = other.title;
  document.body.replaceWith(document.importNode(other.body, true));
  for (const script of other.querySelectorAll('script[type="module"]')) import(script.getAttribute('src'));
}

async function ready() {
  for (let i = 0; i < asks; i += 1) {
    const answer = await fetch(location.href, { headers: { Prefer: 'wait=5' } });
    if (answer.status !== 202) return answer.text();
  }
  throw new Error('too long');
}

say('It shows itself as soon as it is ready.');
ready().then(show, () => say('It takes longer than it should. Open the page again in a minute.'));
