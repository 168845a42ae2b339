/*
 * What a page can do better with JavaScript. Nothing here is needed: without it photos are sent as they are,
 * the server finds mistakes, and the page is fresh when it is opened.
 */
'use strict';

/* A form goes out once: a second tap while the first is under way is nothing. */
function once(form) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sending) return event.preventDefault();
    form.dataset.sending = 'yes';
    event.submitter?.setAttribute('aria-busy', 'true');
  });
}
/* Back from the browser's memory: the form may be sent again. */
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('[data-sending]')) {
    delete form.dataset.sending;
    form.querySelector('[aria-busy]')?.removeAttribute('aria-busy');
  }
});

/*
 * The answer that was tapped in a mail goes out by itself, once somebody is looking: the page is on the screen and has been for a moment. What opens
 * pages for other reasons (a preview, a program that looks through mails) leaves the button to be tapped.
 */
const itself = document.querySelector('form[data-itself]');
if (itself && !navigator.webdriver) {
  let timer;
  const look = () => {
    clearTimeout(timer);
    if (document.prerendering || document.visibilityState !== 'visible' || !document.hasFocus()) return;
    timer = setTimeout(() => {
      itself.elements.by.value = 'page';
      itself.requestSubmit();
    }, 1200);
  };
  /* Whoever touches the answers is choosing: then the button decides. */
  itself.addEventListener('pointerdown', () => removeAll(), { once: true });
  itself.addEventListener('keydown', () => removeAll(), { once: true });
  const events = ['visibilitychange', 'prerenderingchange'];
  const removeAll = () => {
    clearTimeout(timer);
    for (const event of events) document.removeEventListener(event, look);
    removeEventListener('focus', look);
    removeEventListener('blur', look);
  };
  for (const event of events) document.addEventListener(event, look);
  addEventListener('focus', look);
  addEventListener('blur', look);
  look();
}

/* Browsers that do not know :has() get the follow-up questions shown and hidden from here. */
if (!CSS.supports('selector(:has(a))')) {
  const sort = () => {
    for (const option of document.querySelectorAll('.option')) {
      const follow = option.querySelector('.follow');
      if (follow) follow.hidden = !option.querySelector('.choice input').checked;
    }
    for (const advice of document.querySelectorAll('[data-faults]')) {
      const chosen = advice.parentElement.querySelector('input:checked');
      advice.hidden = !chosen || !advice.dataset.faults.split(' ').includes(chosen.value);
    }
  };
  document.addEventListener('change', sort);
  addEventListener('pageshow', sort);
}

/* Photos: shown at once, checked at once, and made smaller before they cost somebody's mobile data. */
const LONGEST = 2000;
const TYPES = ['image/jpeg', 'image/png', 'image/webp'];

async function smaller(file) {
  if (file.size < 700_000 || typeof createImageBitmap !== 'function') return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : file;
  } catch {
    return file;
  }
}

function photos(input) {
  const { form } = input;
  const types = input.accept.split(',');
  const box = input.closest('.photos');
  const shelf = box.querySelector('[data-preview]');
  const mistake = box.querySelector('[data-mistake]');
  const words = form.dataset;
  let chosen = [];

  const put = (files) => {
    const carrier = new DataTransfer();
    for (const file of files) carrier.items.add(file);
    input.files = carrier.files;
    chosen = files;
    for (const img of shelf.querySelectorAll('img')) URL.revokeObjectURL(img.src);
    shelf.replaceChildren(
      ...files.map((file) => {
        const item = document.createElement('li');
        if (!TYPES.includes(file.type)) {
          item.textContent = file.name;
          return item;
        }
        const img = document.createElement('img');
        img.src = URL.createObjectURL(file);
        img.alt = file.name;
        item.append(img);
        return item;
      }),
    );
    shelf.hidden = files.length === 0;
  };

  input.addEventListener('change', async () => {
    const wrong = [];
    const good = [];
    for (const file of input.files) {
      if (!types.includes(file.type)) wrong.push(`${file.name} ${words.notAPhoto}`);
      else good.push(await smaller(file));
    }
    const fit = good.filter((file) => file.size <= Number(TYPES.includes(file.type) ? words.photos : words.pdf) || !wrong.push(`${file.name} ${words.tooBig}`));
    /* Choosing again adds to what was chosen, as people expect from a phone. */
    const all = [...chosen.filter((old) => !fit.some((file) => file.name === old.name && file.size === old.size)), ...fit];
    const room = Number(words.photoLimit) - box.querySelectorAll('.shots:not([data-preview]) li, .files li').length;
    if (all.length > room) wrong.push(words.tooMany);
    put(all.slice(0, Math.max(room, 0)));
    mistake.textContent = wrong.join('. ');
    mistake.hidden = wrong.length === 0;
  });
}

/* A tile of the guide: the picture that was taken takes the place of the outline. */
function shot(input) {
  const tile = input.closest('.shot');
  const drawing = tile.querySelector('svg');
  tile.classList.add('ready');
  let image;
  input.addEventListener('change', async () => {
    if (image) URL.revokeObjectURL(image.src);
    image?.replaceWith(drawing);
    image = undefined;
    const [file] = input.files;
    const fit = file && TYPES.includes(file.type) ? await smaller(file) : null;
    tile.classList.toggle('taken', fit !== null);
    if (!fit) return;
    const carrier = new DataTransfer();
    carrier.items.add(fit);
    input.files = carrier.files;
    image = document.createElement('img');
    image.src = URL.createObjectURL(fit);
    image.alt = fit.name;
    drawing.replaceWith(image);
  });
}

function enhance(root) {
  root.querySelectorAll('form[data-once], form[data-photos]').forEach(once);
  root.querySelectorAll('.photos input[type=file]').forEach(photos);
  root.querySelectorAll('.shot input[type=file]').forEach(shot);
}
enhance(document);

/*
 * The progress page keeps itself fresh while it is looked at: the whole of it where nothing is being written,
 * else only the parts that no form stands in.
 */
if (document.querySelector('[data-version]')) {
  if (location.search.includes('said=')) history.replaceState(null, '', location.pathname);
  const inUse = (main) =>
    main.contains(document.activeElement) ||
    [...main.querySelectorAll('textarea, input:not([type=hidden])')].some((field) => field.checked !== field.defaultChecked || field.value !== field.defaultValue);
  const refresh = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const version = (page) => page.querySelector('[data-version]')?.dataset.version;
      if (!version(fresh) || version(fresh) === version(document)) return;
      const main = document.getElementById('main');
      if (inUse(main)) {
        for (const part of main.querySelectorAll('[data-live]')) {
          const next = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
          if (next) part.replaceWith(next);
        }
      } else {
        const next = document.importNode(fresh.getElementById('main'), true);
        main.replaceWith(next);
        enhance(next);
      }
      document.title = fresh.title;
      document.querySelector('.status').setAttribute('role', 'status');
    } catch {
      /* offline for a moment: the next time will do */
    }
  };
  setInterval(refresh, 45_000);
  document.addEventListener('visibilitychange', refresh);
}
