/** The page "List Pekerjaan": the tree of works, saved as a whole (CONTRACT 3.3, W1). */
import { ApiError, getJson, postJson } from "../../core/api.js";
import { confirmDialog } from "../../core/dialog.js";
import { toast } from "../../core/toast.js";
import { askConflict } from "./conflict.js";
import { clearErrors, showErrors } from "./list/errors.js";
import { openPicker } from "./list/picker.js";
import { makeSortable } from "./list/sortable.js";
import { startTemplates } from "./list/templates.js";
import { collect, draft, jobRow, klasCard, refreshRow, renumber, subCard } from "./list/tree.js";
import { startViews } from "./list/views.js";
import { reader } from "./reading.js";
import { Unsaved } from "./unsaved.js";

const root = document.getElementById("klas-list");
const saveButtons = [document.getElementById("btn-save"), document.getElementById("btn-save-fab")];
const draftBar = document.getElementById("lp-draft");
const unsaved = new Unsaved(document.getElementById("lp-dirty"));
const reading = reader(root);
const context = { searchUrl: root.dataset.searchUrl, sources: [], picked: pick };
let token = null; // the project's updated_at that this page's data belongs to
let storedKlas = 0;
let keptDraft = null;

const views = startViews(root);

function changed() {
  unsaved.set(true);
  refresh();
}

function refresh() {
  renumber(root);
  views.refresh();
  document.getElementById("lp-empty").hidden = root.childElementCount > 0;
}

function show(tree) {
  root.replaceChildren(...tree.map((node) => klasCard(node, context)));
  refresh();
}

function load() {
  return reading(() => getJson(root.dataset.treeUrl), (tree) => {
    token = tree.project_updated_at;
    storedKlas = tree.klasifikasi.length;
    show(tree.klasifikasi);
    unsaved.set(false);
  });
}

function pick(row, choice) {
  row.querySelector(".uraian").value = choice.nama_ahsp;
  row.querySelector(".satuan").value = choice.satuan ?? "";
  refreshRow(row);
  changed();
}

async function save({ overwrite = false } = {}) {
  const { klasifikasi, elements } = collect(root);
  if (klasifikasi.length === 0 && storedKlas === 0) {
    toast("Tidak ada data yang layak disimpan.", "warning");
    return;
  }
  clearErrors(root);
  busy(true);
  try {
    const { data } = await postJson(root.dataset.saveUrl, overwrite ? { klasifikasi } : { klasifikasi, client_updated_at: token });
    token = data.project_updated_at;
    unsaved.set(false);
    hideDraft();
    await load();
    toast("Perubahan tersimpan.", "success");
  } catch (error) {
    busy(false); // before a field can take the focus
    if (!(error instanceof ApiError)) throw error;
    await refused(error, elements);
  } finally {
    busy(false);
  }
}

async function refused(error, elements) {
  if (error.kind !== "conflict") {
    const homeless = showErrors(error.data?.errors ?? [], elements);
    if (error.status === 400 && homeless.length) toast(homeless.map((item) => item.message).join("; "), "danger");
    return;
  }
  const choice = await askConflict(error.message);
  if (choice === "overwrite") await save({ overwrite: true });
  if (choice === "reload") {
    const typed = draft(root);
    if (!(await load())) return;
    keptDraft = typed;
    draftBar.hidden = false;
  }
}

function busy(on) {
  root.inert = on;
  for (const button of saveButtons) button.disabled = on;
}

function hideDraft() {
  keptDraft = null;
  draftBar.hidden = true;
}

document.getElementById("lp-draft-restore").addEventListener("click", () => {
  show(keptDraft);
  unsaved.set(true);
  hideDraft();
});
document.getElementById("lp-draft-discard").addEventListener("click", hideDraft);

function add(list, element, focus) {
  list.append(element);
  changed();
  element.querySelector(focus).focus();
}

async function remove(button) {
  const element = button.closest(".lp-row, .lp-sub-card, .lp-klas-card");
  const jobs = element.matches(".lp-row") ? 0 : element.querySelectorAll(".lp-row").length;
  if (jobs > 0) {
    const agreed = await confirmDialog(`Hapus bagian ini beserta ${jobs} pekerjaan di dalamnya? Penghapusan berlaku setelah disimpan.`, { ok: "Hapus", danger: true });
    if (!agreed) return;
  }
  element.remove();
  changed();
}

document.getElementById("btn-add-klas").addEventListener("click", () => add(root, klasCard({}, context), ".klas-name"));
root.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches(".btn-add-sub")) {
    add(button.closest(".lp-klas-card").querySelector(".sub-wrap"), subCard({}, context), ".sub-name");
  } else if (button?.matches(".btn-add-pekerjaan")) {
    const row = jobRow({ source_type: "ref" }, context);
    add(button.closest(".lp-sub-card").querySelector("tbody"), row, ".src");
    openPicker(row, context);
  } else if (button?.matches(".btn-del")) {
    remove(button);
  }
});
root.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.dataset.field) return;
  field.classList.remove("is-invalid");
  unsaved.set(true);
});
root.addEventListener("change", (event) => {
  const row = event.target.closest(".lp-row");
  if (event.target.matches(".src")) {
    refreshRow(row);
    if (row.dataset.sourceType === "custom") row.querySelector(".uraian").focus();
    else if (!row.dataset.refId) openPicker(row, context);
    changed();
  } else if (event.target.matches(".klas-name, .sub-name")) {
    views.refresh();
  }
});
for (const button of saveButtons) button.addEventListener("click", () => save());
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  if (!saveButtons[0].disabled) save();
});
makeSortable(root, changed);
startTemplates({ dirty: () => unsaved.dirty, reload: load });

context.sources = (await getJson(root.dataset.sourcesUrl)).sources;
await load();
