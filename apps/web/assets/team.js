// Takes a file that is dropped anywhere on the form, and says what can be known from it. Without this the form's own field takes it.
function prepare(form) {
  const field = form.elements.namedItem('file');
  const name = form.elements.namedItem('name');
  const area = form.querySelector('.drop');
  const over = (is) => area.classList.toggle('over', is);
  form.addEventListener('dragover', (event) => {
    event.preventDefault();
    over(true);
  });
  form.addEventListener('dragleave', () => over(false));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer.files.length === 0) return;
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new window.Event('change'));
  });
  field.addEventListener('change', async () => {
    const [file] = field.files;
    if (!file) return;
    const plain = file.name.replace(/\.[^.]*$/, '').toLowerCase();
    if (name.value === '')
      name.value = plain
        .replace(/[^a-z0-9-]+/g, '-')
        .replace(/^-+/, '')
        .slice(0, 40);
    const [, made = 'Agent'] = /\bdefine(Agent|Dealer|Bidder)\s*\(/.exec(await file.text()) ?? [];
    form.elements.namedItem('kind').value = made.toLowerCase();
  });
}

for (const form of document.querySelectorAll('[data-upload]')) prepare(form);
