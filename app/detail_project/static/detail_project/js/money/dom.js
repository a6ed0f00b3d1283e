/** Build elements without ever parsing text as HTML: what users typed is shown as typed. */

/**
 * @param {string} tag
 * @param {Record<string, unknown>} attributes `class`, `text`, `data` (object), `on` (object of listeners); others become attributes, false and null leave them out
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function el(tag, { class: className, text, data = {}, on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  for (const [name, value] of Object.entries(data)) element.dataset[name] = value ?? "";
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** An icon that assistive technology passes over. */
export function icon(name) {
  return el("i", { class: `bi bi-${name}`, "aria-hidden": "true" });
}

/** Mark `field` as refused and say why right below it. */
export function showFieldError(field, message) {
  field.classList.add("is-invalid");
  field.setAttribute("aria-invalid", "true");
  const feedback = el("div", { class: "invalid-feedback d-block", text: message, data: { fieldError: "" } });
  (field.closest("[data-error-slot]") ?? field.parentElement).append(feedback);
}

/** Take every mark of a refused field in `root` away. */
export function clearFieldErrors(root) {
  for (const feedback of root.querySelectorAll("[data-field-error]")) feedback.remove();
  for (const field of root.querySelectorAll(".is-invalid")) {
    field.classList.remove("is-invalid");
    field.removeAttribute("aria-invalid");
  }
}

/** Call `run` once, `wait` milliseconds after the last call; `.flush()` calls it now if it is due. */
export function debounce(run, wait) {
  let timer = 0;
  const debounced = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      timer = 0;
      run();
    }, wait);
  };
  debounced.flush = () => {
    if (!timer) return;
    window.clearTimeout(timer);
    timer = 0;
    run();
  };
  return debounced;
}
