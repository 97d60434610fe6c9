// Search and filter of the requests. The report can be read without them.
(() => {
  const entries = [...document.querySelectorAll('#requests > details')];
  const [search, show, count] = ['search', 'show', 'count'].map((id) => document.getElementById(id));
  if (!search) return;
  document.querySelector('.tools').hidden = false;
  const titles = entries.map((entry) => entry.querySelector('summary').textContent.toLowerCase());

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [index, entry] of entries.entries()) {
      const isShown =
        (show.value === '' || entry.classList.contains(show.value)) &&
        words.every((word) => titles[index].includes(word));
      if (entry.hidden === isShown) entry.hidden = !isShown;
      if (isShown) shown++;
    }
    count.textContent = `${shown} of ${entries.length} requests`;
  }

  let timer;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(filter, 120);
  });
  show.addEventListener('change', filter);
  document.addEventListener('keydown', (event) => {
    const isTyping = /^(?:INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    search.focus();
  });
  filter();
})();
