// Search, copy buttons, the choice of an environment, and packed downloads. The page can be read without them.
(async () => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  /** Text that was compressed to save space. */
  const unpack = (packed) => {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')));
  };
  const holder = byId('data');
  const data = JSON.parse(holder.dataset.packed ? await unpack(holder.textContent).text() : holder.textContent);
  const tools = document.querySelector('.tools');
  tools.hidden = false;

  const snippets = all('code.snippet');
  // In a large page, the lines of a sign-in are stored once.
  const originals = snippets.map((element, number) => {
    const lines = data.full[number]?.map((index) => data.texts[index]);
    return lines ? lines.join('\n') : element.textContent;
  });
  const show = (number, text) => {
    if (snippets[number].textContent !== text) snippets[number].textContent = text;
  };

  /** The text of a snippet in another environment: some of its lines differ. */
  function patched(text, patch = []) {
    const lines = text.split('\n');
    for (const [line, number] of patch) {
      if (number < 0) lines.length = line;
      else lines[line] = data.texts[number];
    }
    return lines.join('\n');
  }

  function choose(index) {
    const environment = data.environments[index];
    byId('base').textContent = environment.baseUrl;
    for (const element of all('[data-value]')) {
      const value = environment.values[element.dataset.value];
      if (value !== undefined) element.textContent = value;
    }
    for (const element of all('[data-environment]')) {
      element.style.fontWeight = element.dataset.environment === environment.name ? 'bold' : '';
    }
    const title = byId('title');
    if (title) title.textContent = environment.title;
    const patches = index === 0 ? {} : data.patches[index - 1];
    for (const [number, text] of originals.entries()) show(number, patched(text, patches[number]));
  }
  if (data.full.length > 0) {
    for (const [number, text] of originals.entries()) show(number, text);
  }
  const select = byId('environment');
  select?.addEventListener('change', () => choose(select.selectedIndex));

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Some browsers have no clipboard for pages from a file.
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  }
  for (const element of snippets) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      await copy(element.textContent);
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = 'Copy'), 1500);
    });
    element.parentElement.before(button);
  }

  const requests = all('.request');
  const folders = all('.folder');
  let texts;
  function find(words) {
    texts ??= requests.map((request) => request.textContent.toLowerCase());
    let count = 0;
    requests.forEach((request, index) => {
      request.hidden = !words.every((word) => texts[index].includes(word));
      if (!request.hidden) count++;
    });
    for (const folder of folders) {
      folder.hidden = words.length > 0 && all('.request:not([hidden])', folder).length === 0;
    }
    byId('found').textContent = words.length > 0 ? `${count} of ${requests.length} requests` : '';
  }
  const search = byId('search');
  search.addEventListener('input', () => find(search.value.toLowerCase().split(/\s+/).filter(Boolean)));
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(?:INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });

  // A link to a request opens it.
  function open() {
    const request = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (request?.tagName === 'DETAILS') request.open = true;
  }
  addEventListener('hashchange', open);
  document.addEventListener('click', (event) => {
    if (event.target.closest?.("a[href^='#']")) setTimeout(open);
  });
  open();

  for (const button of all('button[data-packed]')) {
    button.disabled = false;
    button.addEventListener('click', async () => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await unpack(button.dataset.packed).blob());
      link.download = button.dataset.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
  }
})();
