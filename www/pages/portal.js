// Hands each form on the page what the portal already holds; a fact that is known is never asked.
for (const held of document.querySelectorAll('script[data-known-for]')) {
  const form = document.getElementById(held.dataset.knownFor);
  if (form) form.known = JSON.parse(held.textContent);
}

// “My complaint”: a portal of its own keeps the link with the customer's account; this one keeps it in the tab.
for (const status of document.querySelectorAll('amends-status[data-of]')) {
  const kept = `portal:case:${status.dataset.kept}`;
  const show = (link) => {
    status.setAttribute('href', link);
    status.closest('[hidden]')?.removeAttribute('hidden');
    import('/amends/amends_status.js');
  };
  const link = sessionStorage.getItem(kept);
  if (link) show(link);
  document.getElementById(status.dataset.of)?.addEventListener('amends-submitted', ({ target }) => {
    const page = target.page();
    if (!page) return;
    sessionStorage.setItem(kept, page);
    show(page);
  });
}
