/** What stores something is sent once: of a double click, the second click would store it a second time. */
const RELEASE_MS = 30_000;

/** Make `deed` one that `button` does not start again before it is done. */
export function oneAtATime(button, deed) {
  return async () => {
    if (button.disabled) return;
    button.disabled = true;
    try {
      await deed();
    } finally {
      button.disabled = false;
    }
  };
}

/** Follow every form with `data-once`. */
export function startOnce() {
  let sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-once]")) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    window.setTimeout(() => sent.delete(form), RELEASE_MS); // the user may have stopped the browser meanwhile
  });
  window.addEventListener("pageshow", () => (sent = new WeakSet())); // back from the answer by the back button
}
