/** The template library on the list of works: save, look through, append, delete (CONTRACT 3.3, W40 to W43). */
import { ApiError, getJson, postJson } from "../../../core/api.js";
import { confirmDialog } from "../../../core/dialog.js";
import { oneAtATime } from "../../../core/once.js";
import { toast } from "../../../core/toast.js";
import { debounce, el } from "../money/dom.js";
import { reader } from "../reading.js";

const TYPING_PAUSE_MS = 250;
const at = (id) => document.getElementById(id);
const menu = at("lp-template-menu");
const list = at("template-list");
const reading = reader(list);
const modals = Object.fromEntries(["templateLibraryModal", "templatePreviewModal", "saveTemplateModal"].map((id) => [id, window.bootstrap.Modal.getOrCreateInstance(at(id))]));
let shown = null; // what the preview shows: {url, body} to append it, {id} where it is the library's

function address(name, templateId) {
  return menu.dataset[name].replace("/0/", `/${templateId}/`);
}

/** Run `deed`; what the server refuses is said in `place`. */
async function telling(place, deed) {
  place.hidden = true;
  try {
    await deed();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    place.textContent = error.message;
    place.hidden = false;
  }
}

function entry(template) {
  const counts = `${template.category_display} · ${template.total_klasifikasi} klasifikasi, ${template.total_pekerjaan} pekerjaan · dipakai ${template.usage_count} kali`;
  return el(
    "button",
    { type: "button", class: "template-item list-group-item list-group-item-action", data: { templateId: template.id }, on: { click: () => previewStored(template.id) } },
    el("div", { class: "fw-semibold text-break", text: template.name }),
    el("div", { class: "small text-body-secondary", text: counts }),
  );
}

function loadLibrary() {
  const query = new URLSearchParams({ search: at("template-search").value, category: at("template-category").value });
  return reading(() => getJson(`${menu.dataset.listUrl}?${query}`), ({ templates }) => {
    list.replaceChildren(...templates.map(entry));
    at("template-none").hidden = templates.length > 0;
  });
}

function preview({ name, description, content, canDelete, ...target }) {
  shown = target;
  at("template-preview-name").textContent = name;
  at("template-preview-desc").textContent = description;
  const rows = (key) => (Array.isArray(content?.[key]) ? content[key] : []);
  at("template-preview-stats").textContent = `${rows("klasifikasi").length} klasifikasi, ${rows("sub_klasifikasi").length} sub, ${rows("pekerjaan").length} pekerjaan`;
  at("template-preview-tree").replaceChildren(...rows("pekerjaan").map((job) => el("li", { text: String(job?.snapshot_uraian ?? "") })));
  at("template-preview-error").hidden = true;
  at("btn-delete-template").hidden = !canDelete;
  modals.templateLibraryModal.hide();
  modals.templatePreviewModal.show();
}

async function previewStored(templateId) {
  const { template } = await getJson(address("readUrl", templateId));
  preview({ ...template, canDelete: template.can_delete, id: templateId, url: address("applyUrl", templateId), body: {} });
}

async function previewFile(file) {
  let content = null;
  try {
    content = JSON.parse(await file.text());
  } catch {
    toast("File bukan JSON yang dapat dibaca.", "danger");
    return;
  }
  preview({ name: file.name, description: content?.template_meta?.description ?? "", content, canDelete: false, url: menu.dataset.fileUrl, body: { content } });
}

/**
 * @param {{dirty: () => boolean, reload: () => Promise<void>}} page whether it holds unsaved changes; loads the list anew
 */
export function startTemplates({ dirty, reload }) {
  async function apply() {
    if (dirty() && !(await confirmDialog("Perubahan pada list belum disimpan dan akan hilang. Lanjutkan import?", { ok: "Import", danger: true }))) return;
    await telling(at("template-preview-error"), async () => {
      const { data } = await postJson(shown.url, shown.body, { quiet: true });
      modals.templatePreviewModal.hide();
      await reload();
      toast([data.message, ...(data.warnings ?? [])].join("; "), data.warnings ? "warning" : "success");
    });
  }

  async function remove() {
    if (!(await confirmDialog("Hapus template ini dari library?", { ok: "Hapus", danger: true }))) return;
    await telling(at("template-preview-error"), async () => {
      const { data } = await postJson(address("deleteUrl", shown.id), {}, { quiet: true });
      modals.templatePreviewModal.hide();
      toast(data.message, "success");
    });
  }

  async function save() {
    await telling(at("save-template-error"), async () => {
      const body = { name: at("new-template-name").value, description: at("new-template-desc").value, category: at("new-template-category").value };
      const { data } = await postJson(menu.dataset.createUrl, body, { quiet: true });
      modals.saveTemplateModal.hide();
      at("saveTemplateForm").reset();
      toast(data.message, "success");
    });
  }

  at("btn-toolbar-save-template").addEventListener("click", () => {
    if (dirty()) toast("Simpan list lebih dahulu: template dibuat dari yang tersimpan.", "warning");
    else modals.saveTemplateModal.show();
  });
  at("btn-toolbar-library").addEventListener("click", async () => {
    if (await loadLibrary()) modals.templateLibraryModal.show();
  });
  at("btn-toolbar-import-file").addEventListener("click", () => at("import-template-file").click());
  at("import-template-file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) await previewFile(file);
    event.target.value = "";
  });
  at("template-search").addEventListener("input", debounce(loadLibrary, TYPING_PAUSE_MS));
  at("template-category").addEventListener("change", loadLibrary);
  at("btn-confirm-import").addEventListener("click", oneAtATime(at("btn-confirm-import"), apply));
  at("btn-delete-template").addEventListener("click", oneAtATime(at("btn-delete-template"), remove));
  const saveOnce = oneAtATime(at("btn-confirm-save-template"), save);
  at("saveTemplateForm").addEventListener("submit", (event) => {
    event.preventDefault();
    saveOnce();
  });
}
