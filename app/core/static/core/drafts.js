/** What was typed survives an expired session or a failing server: kept when a form is sent, and back in it afterwards. */
import { toast } from "./toast.js";

const KEY = "dp-draft";
const UNTOLD = new Set(["csrfmiddlewaretoken"]);

const user = () => document.querySelector("[data-role=username]")?.textContent ?? null;
const isRefusal = () => document.querySelector("[data-error-status]") !== null;

function read() {
  try {
    return JSON.parse(window.sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

const write = (draft) => window.sessionStorage.setItem(KEY, JSON.stringify(draft));
const forget = () => window.sessionStorage.removeItem(KEY);

function keep(form) {
  const isKept = ([name, value]) => typeof value === "string" && !UNTOLD.has(name) && form.elements[name]?.type !== "password";
  write({ form: form.id, path: window.location.pathname, user: user(), values: [...new FormData(form)].filter(isKept), interrupted: false });
}

/** Lines that are stored may stand elsewhere by now, or be gone: what was typed into one belongs to its id. */
function placed(form, values) {
  const line = /^\w+-\d+-/;
  const lines = new Map([...form.querySelectorAll("input[type=hidden][name$='-id']")].map(({ name, value }) => [value, name.slice(0, -2)]));
  const ids = new Map(values.filter(([name, value]) => value && line.exec(name)?.[0] === name.slice(0, -2) && name.endsWith("-id")).map(([name, value]) => [name.slice(0, -2), value]));
  return values.flatMap(([name, value]) => {
    const [before] = line.exec(name) ?? [];
    if (!ids.has(before)) return [[name, value]];
    const now = lines.get(ids.get(before));
    return now === undefined ? [] : [[now + name.slice(before.length), value]];
  });
}

function fill(form, values) {
  const wanted = new Map(placed(form, values));
  // The form for several projects begins with one row.
  for (let rows = Number(wanted.get("form-TOTAL_FORMS") ?? 0); rows > 1; rows--) form.querySelector("#add-row-btn")?.click();
  for (const field of form.elements) {
    if (!field.name || UNTOLD.has(field.name) || ["hidden", "submit", "button", "file", "password"].includes(field.type)) continue;
    if (field.type === "checkbox") field.checked = wanted.has(field.name);
    else if (wanted.has(field.name)) field.value = wanted.get(field.name);
  }
}

function show(form) {
  const dialog = form.closest(".modal");
  if (!dialog) return;
  form.querySelector("#formModeFull")?.click();
  const open = () => window.bootstrap.Modal.getOrCreateInstance(dialog).show();
  const greeted = document.querySelector("#django-messages-data .message-item");
  if (greeted) document.getElementById("messagesModal").addEventListener("hidden.bs.modal", open, { once: true });
  else open();
}

function takeUp() {
  const draft = read();
  if (!draft) return;
  if (user() === null || isRefusal()) {
    write({ ...draft, interrupted: true }); // signed out meanwhile, a stale token, a failing server: nothing was stored
    return;
  }
  forget();
  const form = document.getElementById(draft.form);
  if (!draft.interrupted || !form || draft.user !== user() || draft.path !== window.location.pathname) return;
  fill(form, draft.values);
  show(form);
  toast("Isian Anda tadi belum tersimpan, dan sudah dipulihkan. Periksa lalu simpan kembali.", "warning");
}

/** Follow every form with `data-draft`. */
export function startDrafts() {
  document.addEventListener("submit", (event) => event.target.matches("form[data-draft]") && keep(event.target), { capture: true });
  document.addEventListener("DOMContentLoaded", takeUp); // after the page's own scripts, which make the form what it is
}
