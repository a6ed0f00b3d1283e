/** The sidebar of parameters: add, change, delete, and bring many up to date at once (W5-W8). */
import { ApiError, getJson, postJson, request } from "../../../core/api.js";
import { confirmDialog } from "../../../core/dialog.js";
import { toast } from "../../../core/toast.js";
import { formatNumber, parseNumber } from "../numbers.js";

const LINE = /^\s*([^=;\t]*?)\s*[=;\t]\s*(.+?)\s*$/;

/** The project's parameters; `values` maps names to numbers. */
export class Parameters {
  /**
   * @param {{parametersUrl: string, syncUrl: string}} urls
   * @param {{changed: () => void, usesOf: (name: string) => number}} page `changed` after every change of a value
   */
  constructor(urls, page) {
    this.urls = urls;
    this.page = page;
    this.values = new Map();
    this.list = document.getElementById("vp-param-list");
    this.form = document.getElementById("vp-param-form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.add();
    });
    this.form.addEventListener("input", () => page.changed());
    this.startSync();
  }

  /** Whether something was typed here that the server does not have. */
  get dirty() {
    const typed = [...this.form.elements].some((field) => field.value);
    return typed || this.list.querySelector(".vp-param-save:not([hidden])") !== null;
  }

  async load() {
    const { parameters } = await getJson(this.urls.parametersUrl);
    this.values = new Map(parameters.map(({ name, value }) => [name, Number(value)]));
    this.list.replaceChildren(...parameters.map((parameter) => this.entry(parameter)));
    document.getElementById("vp-param-empty").hidden = parameters.length > 0;
    this.page.changed();
  }

  entry(parameter) {
    const item = document.getElementById("vp-param-template").content.firstElementChild.cloneNode(true);
    const save = item.querySelector(".vp-param-save");
    const fields = [...item.querySelectorAll("[data-field]")];
    item.dataset.paramId = parameter.id;
    item.querySelector(".vp-param-name").textContent = parameter.name;
    save.setAttribute("aria-label", `Simpan parameter ${parameter.name}`);
    item.querySelector(".vp-param-delete").setAttribute("aria-label", `Hapus parameter ${parameter.name}`);
    const labels = { value: "Nilai", unit: "Satuan", label: "Keterangan" };
    for (const field of fields) {
      const key = field.dataset.field;
      field.value = key === "value" ? formatNumber(Number(parameter.value)) : parameter[key];
      field.setAttribute("aria-label", `${labels[key]} ${parameter.name}`);
      field.addEventListener("input", () => {
        save.hidden = false;
        this.page.changed();
      });
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter") save.click();
      });
    }
    save.addEventListener("click", () => this.attempt(item, () => request(this.urlOf(parameter), { method: "PUT", body: bodyOf(item) })));
    item.querySelector(".vp-param-delete").addEventListener("click", () => this.remove(parameter, item));
    return item;
  }

  urlOf({ id }) {
    return `${this.urls.parametersUrl}${id}/`;
  }

  async add() {
    const added = await this.attempt(this.form, async () => {
      await postJson(this.urls.parametersUrl, bodyOf(this.form));
      this.form.reset();
    });
    if (added) this.form.elements.name.focus();
  }

  async remove(parameter, item) {
    const uses = this.page.usesOf(parameter.name);
    const warning = uses ? ` Parameter ini dipakai oleh ${uses} formula.` : "";
    const agreed = await confirmDialog(`Hapus parameter ${parameter.name}?${warning}`, { ok: "Hapus", danger: true });
    if (agreed) await this.attempt(item, () => request(this.urlOf(parameter), { method: "DELETE" }));
  }

  /** Call the server; on success read everything anew, on a refusal show it at the fields and keep what was typed. */
  async attempt(container, call) {
    clearErrors(container);
    container.inert = true; // what is typed while the answer is under way would be lost
    try {
      await call();
    } catch (error) {
      container.inert = false;
      if (!(error instanceof ApiError)) throw error;
      showErrors(container, error.data?.errors ?? []);
      return false;
    }
    container.inert = false;
    container.querySelector(".vp-param-save")?.setAttribute("hidden", "");
    await this.refresh();
    return true;
  }

  /** Read the parameters anew without losing what was typed at others. */
  async refresh() {
    const typed = [...this.list.children]
      .filter((item) => !item.querySelector(".vp-param-save").hidden)
      .map((item) => [item.dataset.paramId, [...item.querySelectorAll("[data-field]")].map((field) => field.value)]);
    await this.load();
    for (const [id, values] of typed) {
      const item = this.list.querySelector(`[data-param-id="${id}"]`);
      if (!item) continue;
      item.querySelectorAll("[data-field]").forEach((field, index) => (field.value = values[index]));
      item.querySelector(".vp-param-save").hidden = false;
    }
    this.page.changed();
  }

  startSync() {
    const element = document.getElementById("vpSyncModal");
    const text = document.getElementById("vp-sync-text");
    const problem = document.getElementById("vp-sync-error");
    element.addEventListener("show.bs.modal", () => {
      text.value = [...this.values].map(([name, value]) => `${name} = ${formatNumber(value)}`).join("\n");
      problem.textContent = "";
    });
    document.getElementById("vp-sync-apply").addEventListener("click", async () => {
      const lines = text.value.split("\n").filter((line) => line.trim());
      const entries = lines.map((line) => LINE.exec(line));
      const bad = entries.indexOf(null);
      if (bad >= 0) {
        problem.textContent = `Baris tidak dapat dibaca: ${lines[bad]}`;
        return;
      }
      const parameters = Object.fromEntries(entries.map(([, name, value]) => [name, { value: parseNumber(value) ?? value }]));
      const mode = element.querySelector("[name=vp-sync-mode]:checked").value;
      try {
        const { data } = await postJson(this.urls.syncUrl, { parameters, mode });
        await this.refresh();
        problem.textContent = data.errors.map((error) => `${error.path.split(".")[1]}: ${error.message}`).join("; ");
        if (data.errors.length === 0) window.bootstrap.Modal.getInstance(element).hide();
        toast(`Sinkron: ${data.created} baru, ${data.updated} diperbarui, ${data.deleted} dihapus.`, data.errors.length ? "warning" : "success");
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        problem.textContent = error.message;
      }
    });
  }
}

function bodyOf(container) {
  const body = {};
  for (const field of container.querySelectorAll("[data-field]")) body[field.dataset.field] = field.value;
  body.value = body.value.trim() === "" ? "0" : (parseNumber(body.value) ?? body.value);
  return body;
}

function clearErrors(container) {
  for (const field of container.querySelectorAll(".is-invalid")) field.classList.remove("is-invalid");
  for (const text of container.querySelectorAll(".vp-param-error")) text.remove();
}

function showErrors(container, errors) {
  for (const { path, message } of errors) {
    const field = container.querySelector(`[data-field="${CSS.escape(path)}"]`);
    if (!field) continue;
    field.classList.add("is-invalid");
    const text = document.createElement("div");
    text.className = "vp-param-error small text-danger";
    text.textContent = message;
    field.parentElement.append(text);
    field.focus();
  }
}
