/** The page "Harga Items": unit prices and the project's mark-up (CONTRACT 3.6, W12). */
import { ApiError, getJson, postJson } from "../../core/api.js";
import { formatNumber, parseAmount, parseNumber } from "../../core/format.js";
import { toast } from "../../core/toast.js";
import { askConflict } from "./conflict.js";
import { clearFieldErrors, el, icon, showFieldError } from "./money/dom.js";
import { startConversion } from "./money/conversion.js";
import { startSync } from "./money/sync.js";
import { reader } from "./reading.js";
import { Unsaved } from "./unsaved.js";

const LABELS = { TK: "Tenaga Kerja", BHN: "Bahan", ALT: "Alat", LAIN: "Lain-lain" };
const CHIPS = { all: "Semua", ...LABELS, empty: "Belum diisi" };
const table = document.getElementById("hi-table");
const body = table.tBodies[0];
const toolbar = document.getElementById("hi-toolbar");
const search = document.getElementById("hi-filter");
const markup = document.getElementById("hi-buk-input");
const saveButton = document.getElementById("hi-btn-save");
const draftBar = document.getElementById("hi-draft");
const unsaved = new Unsaved(document.getElementById("hi-dirty"));
const synced = startSync(document.getElementById("hi-sync"));
const reading = reader(table);
let items = [];
let typed = new Map(); // item id -> text as typed, only what differs from the server's
let typedMarkup = null;
let token = null;
let storedMarkup = "0";
let chip = "all";
let keptDraft = null;
let saving = false;

/** What the server shall store for a typed text: null where it was emptied, the text itself where it is no number. */
function amount(text) {
  return text.trim() === "" ? null : (parseAmount(text) ?? text);
}

function shown(text) {
  const canonical = parseNumber(text);
  return canonical === null || canonical.startsWith("-") ? text : formatNumber(canonical, 2);
}

function priceField(item) {
  const field = el("input", {
    class: "form-control form-control-sm dp-number hi-price",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-label": `Harga satuan untuk ${item.kode_item}`,
    data: { itemId: item.id },
    on: {
      input: () => {
        typed.set(item.id, field.value);
        changed();
      },
      blur: () => {
        field.value = shown(field.value);
      },
      focus: () => field.select(),
    },
  });
  field.value = typed.has(item.id) ? shown(typed.get(item.id)) : formatNumber(item.harga_satuan, 2);
  return field;
}

function conversionButton(item) {
  const attributes = { type: "button", class: "btn btn-sm btn-outline-secondary hi-conv-open", title: "Hitung dari harga beli", on: { click: () => convert(item) } };
  return el("button", attributes, icon("arrow-left-right"), " Konversi");
}

function row(item) {
  return el(
    "tr",
    { class: item.harga_satuan === null ? "hi-unpriced" : "", data: { kategori: item.kategori, itemId: item.id, kode: item.kode_item } },
    el("td", { text: LABELS[item.kategori] }),
    el("td", { text: item.kode_item }),
    el("td", { text: item.uraian }),
    el("td", { text: item.satuan ?? "" }),
    el("td", { "data-error-slot": true }, el("div", { class: "d-flex gap-1" }, priceField(item), conversionButton(item))),
  );
}

/** Put a converted price where the user would have typed it; saving it is his to do. */
const convert = startConversion((item, price) => {
  const field = body.querySelector(`input[data-item-id="${item.id}"]`);
  field.value = formatNumber(price, 2);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

function passes(item, needle) {
  const text = `${item.kode_item} ${item.uraian}`.toLocaleLowerCase("id");
  const inChip = chip === "all" || (chip === "empty" ? item.harga_satuan === null : item.kategori === chip);
  return inChip && text.includes(needle);
}

function filter() {
  const needle = search.value.trim().toLocaleLowerCase("id");
  let visible = 0;
  for (const item of items) {
    const hidden = !passes(item, needle);
    body.querySelector(`tr[data-item-id="${item.id}"]`).hidden = hidden;
    visible += hidden ? 0 : 1;
  }
  document.getElementById("hi-no-match").hidden = items.length === 0 || visible > 0;
  document.getElementById("hi-empty").hidden = items.length > 0;
}

function showChips() {
  const count = (key) =>
    items.filter((item) => key === "all" || (key === "empty" ? item.harga_satuan === null : item.kategori === key)).length;
  const buttons = Object.entries(CHIPS).map(([key, label]) =>
    el(
      "button",
      {
        type: "button",
        class: "btn btn-outline-secondary hi-chip",
        "aria-pressed": String(key === chip),
        data: { filter: key },
        on: {
          click: () => {
            chip = key;
            showChips();
            filter();
          },
        },
      },
      `${label} `,
      el("span", { class: "badge text-bg-light", text: count(key) }),
    ),
  );
  document.getElementById("hi-chips").replaceChildren(...buttons);
}

function changed() {
  const dirty = typed.size > 0 || typedMarkup !== null;
  unsaved.set(dirty);
  saveButton.disabled = !dirty || saving;
  for (const line of body.rows) line.classList.toggle("hi-dirty", typed.has(Number(line.dataset.itemId)));
}

function load() {
  return reading(() => getJson(table.dataset.listUrl), show);
}

function show(list) {
  items = list.items;
  token = list.meta.project_updated_at;
  storedMarkup = list.meta.markup_percent;
  body.replaceChildren(...items.map(row));
  markup.value = shown(typedMarkup ?? storedMarkup.replace(".", ","));
  showChips();
  filter();
  changed();
}

function payload() {
  const sent = [...typed].map(([id, text]) => ({ id, harga_satuan: amount(text) }));
  return { sent, body: { items: sent, ...(typedMarkup === null ? {} : { markup_percent: parseAmount(typedMarkup) ?? typedMarkup }) } };
}

async function save({ overwrite = false } = {}) {
  if (saveButton.disabled) return;
  const { sent, body: prices } = payload();
  clearFieldErrors(table);
  clearFieldErrors(toolbar);
  const focused = document.activeElement;
  busy(true);
  try {
    const { data } = await postJson(table.dataset.saveUrl, overwrite ? prices : { ...prices, client_updated_at: token });
    token = data.project_updated_at;
    forgetSaved(sent, data.errors);
    hideDraft();
    await load();
    showErrors(sent, data.errors);
    toast(data.user_message, data.ok ? "success" : "warning");
    synced();
  } catch (error) {
    busy(false);
    if (!(error instanceof ApiError)) throw error;
    await refused(error, sent);
  } finally {
    busy(false);
    focused?.focus({ preventScroll: true });
  }
}

/** What is typed while the answer is under way would be lost. */
function busy(on) {
  saving = on;
  for (const part of [toolbar, draftBar, table]) part.inert = on;
  changed();
}

/** What was stored is no longer typed; what was refused stays. */
function forgetSaved(sent, errors) {
  const refusedIds = new Set(errors.map(({ path }) => sent[indexOf(path)]?.id));
  for (const { id } of sent) if (!refusedIds.has(id)) typed.delete(id);
  if (!errors.some(({ path }) => path === "markup_percent")) typedMarkup = null;
}

function indexOf(path) {
  const match = /^items\[(\d+)\]/.exec(path);
  return match ? Number(match[1]) : -1;
}

function showErrors(sent, errors) {
  for (const { path, message } of errors) {
    const field = path === "markup_percent" ? markup : body.querySelector(`input[data-item-id="${sent[indexOf(path)]?.id}"]`);
    if (field) showFieldError(field, message);
  }
}

async function refused(error, sent) {
  if (error.kind !== "conflict") {
    showErrors(sent, error.data?.errors ?? []);
    return;
  }
  const choice = await askConflict(error.message);
  if (choice === "overwrite") await save({ overwrite: true });
  else if (choice === "reload") {
    const draft = { typed, typedMarkup };
    typed = new Map();
    typedMarkup = null;
    if (await load()) {
      keptDraft = draft;
      draftBar.hidden = false;
    } else ({ typed, typedMarkup } = draft);
  }
}

function hideDraft() {
  keptDraft = null;
  draftBar.hidden = true;
}

document.getElementById("hi-draft-restore").addEventListener("click", async () => {
  ({ typed, typedMarkup } = keptDraft);
  hideDraft();
  await load();
});
document.getElementById("hi-draft-discard").addEventListener("click", hideDraft);
markup.addEventListener("input", () => {
  typedMarkup = markup.value;
  changed();
});
markup.addEventListener("blur", () => {
  markup.value = shown(markup.value);
});
search.addEventListener("input", filter);
saveButton.addEventListener("click", () => save());
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    save();
  }
});

load();
