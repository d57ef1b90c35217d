// Follows the runs that are on: moves their bars as matches end, and brings in the new boards when they
// are over. The page says the same without it, only not at once.
const finished = new Set();
let streams = [];

function left(seconds) {
  if (seconds === null) return '';
  const minutes = Math.floor(seconds / 60);
  return `, about ${minutes > 0 ? `${minutes} min ` : ''}${Math.round(seconds % 60)} s left`;
}

/** Puts the page as it is now in the place of what is shown. */
async function renew() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok) throw new Error(String(answer.status));
  if (answer.redirected) return location.assign(answer.url);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const stream of streams) stream.close();
  streams = [];
  // What somebody is writing elsewhere on the page stays.
  const part = document.querySelector('[data-part]') ? '[data-part]' : 'main';
  document.querySelector(part).replaceWith(fresh.querySelector(part));
  document.title = fresh.title;
  followAll();
}

function follow(panel) {
  const bar = panel.querySelector('progress');
  const state = panel.querySelector('[data-state]');
  const events = new EventSource(panel.dataset.events);
  streams.push(events);
  events.addEventListener('progress', ({ data }) => {
    const { done, total, secondsLeft } = JSON.parse(data);
    bar.max = total;
    bar.value = done;
    state.textContent = `${done} of ${total} matches${left(secondsLeft)}`;
  });
  events.addEventListener('finished', () => {
    events.close();
    finished.add(panel.dataset.events);
    renew().catch(() => {
      state.textContent = 'This run is over; load the page again to see its results.';
    });
  });
  // The browser connects again by itself.
  events.addEventListener('error', () => {
    state.textContent = 'The server does not answer; trying again.';
  });
}

const BETWEEN_LOOKS = 1500;

/** What is worked at without telling: the page is looked at again until it is done, or leads elsewhere. */
function poll() {
  const polled = document.querySelector('[data-poll]');
  if (!polled) return;
  const wait = polled.dataset.seconds ? 1000 * polled.dataset.seconds : BETWEEN_LOOKS;
  // What nobody sees is not asked for, and what is being copied stays.
  const isCopied = () => {
    const selection = window.getSelection();
    return selection && !selection.isCollapsed && selection.containsNode(polled, true);
  };
  window.setTimeout(() => (document.hidden || isCopied() ? poll() : renew().catch(poll)), wait);
}

function followAll() {
  poll();
  for (const panel of document.querySelectorAll('[data-events]'))
    if (!finished.has(panel.dataset.events)) follow(panel);
}

followAll();
