/** The page "Jadwal Pekerjaan" (CONTRACT 5): wires data, table, canvases and toolbar together. */
import { ApiError, getJson, postJson } from "../../../core/api.js";
import { toast } from "../../../core/toast.js";
import { Unsaved } from "../unsaved.js";
import { Editor } from "./editor.js";
import { Gantt } from "./gantt.js";
import { Grid } from "./grid.js";
import { Kurva } from "./kurva.js";
import { Saver } from "./saving.js";
import { Schedule, flatten, monthColumns, weekColumns } from "./schedule.js";
import { startShortcuts } from "./shortcuts.js";
import { startTahapan } from "./tahapan.js";

const byId = (id) => document.getElementById(id);
const root = byId("tahapan-grid-app");
const view = byId("unified-view");
const state = { mode: "planned", scale: "weekly", display: "percentage", view: "grid" };
const MODES = {
  planned: { badge: "MODE: RENCANA", name: "Perencanaan" },
  actual: { badge: "MODE: REALISASI", name: "Realisasi" },
};
const DISPLAYS = { percentage: "Persentase", volume: "Volume", cost: "Biaya" };
const SCALES = { weekly: "Time scale diatur ke Weekly", monthly: "Time scale diatur ke Monthly (akumulasi 4 minggu, read-only)" };
const VIEWS = { grid: "GRID", gantt: "GANTT", kurva: "KURVA S" };
const unsaved = new Unsaved(byId("jadwal-dirty"));
const grid = new Grid(byId("tanstack-grid-container"), state);
const gantt = new Gantt(grid, byId("gantt-tooltip"));
const kurva = new Kurva(grid, document.querySelector(".kurva-s-legend"));
const editor = new Editor(grid, state, { onSelect: tellSelected, onChange: changed });
const app = {
  urls: { save: root.dataset.apiSave },
  projectId: Number(root.dataset.projectId),
  weekStartDay: Number(root.dataset.weekStartDay),
  weekEndDay: Number(root.dataset.weekEndDay),
  token: null,
  schedule: null,
  grid,
  changed,
  reloadKeeping,
};
const saver = new Saver(app, byId("save-button"));
let draft = null;

grid.onDraw = () => {
  gantt.draw();
  kurva.draw();
};

function tellSelected(row, column) {
  const name = `${row.kode} ${row.name}`.trim();
  byId("status-info").textContent = column ? `${name} · ${column.label} (${column.dates})` : name;
}

/** Bring everything that depends on the values in line with them. */
function changed() {
  const count = app.schedule.modified;
  unsaved.set(count > 0);
  byId("status-modified").textContent = count > 0 ? `${count} perubahan belum disimpan` : "";
  kurva.update();
}

function columns() {
  return state.scale === "weekly" ? app.schedule.columns : monthColumns(app.schedule.columns);
}

/** Whether the automatic phases are weekly ones that match the project's weeks, or another kind that the owner chose. */
function phasesFit(phases, weeks) {
  const automatic = phases.filter((phase) => phase.is_auto_generated);
  if (automatic.length === 0) return false;
  if (automatic.some((phase) => phase.generation_mode !== "weekly")) return true;
  const starts = new Set(automatic.map((phase) => phase.tanggal_mulai));
  const planned = weeks.filter((week) => week.week_start_date <= root.dataset.projectEnd);
  return automatic.length === planned.length && planned.every((week) => starts.has(week.week_start_date));
}

/** Make the weekly phases anew; false where that failed. A read-only account may not, and sees its schedule all the same. */
async function regenerate() {
  const week = { week_start_day: app.weekStartDay, week_end_day: app.weekEndDay };
  try {
    await postJson(root.dataset.apiRegenerateTahapan, { mode: "weekly", ...week }, { quiet: true });
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status !== 403) toast(error.message, "danger");
    return false;
  }
}

function read() {
  return Promise.all([
    getJson(`${root.dataset.apiAssignmentsBase}?compact=1`),
    getJson(root.dataset.apiTahapan),
    getJson(root.dataset.apiListPekerjaan),
    getJson(root.dataset.apiVolume),
    getJson(root.dataset.apiKurvaS),
  ]);
}

function setBusy(busy) {
  root.setAttribute("aria-busy", String(busy));
}

async function load() {
  setBusy(true);
  try {
    let [progress, phases, tree, volumes, costs] = await read();
    if (!phasesFit(phases.tahapan, progress.weeks) && (await regenerate())) {
      [progress, phases, tree, volumes, costs] = await read();
    }
    app.token = progress.project_updated_at;
    const rows = flatten(
      tree.klasifikasi,
      new Map(volumes.items.map((item) => [item.pekerjaan_id, Number(item.quantity)])),
      new Map(Object.entries(costs.hargaMap).map(([id, total]) => [Number(id), total])),
    );
    const weekly = phases.tahapan.filter((phase) => phase.is_auto_generated && phase.generation_mode === "weekly");
    app.schedule = new Schedule(rows, weekColumns(progress.weeks, weekly), progress.rows);
    grid.failed.clear();
    grid.show(app.schedule, columns());
    byId("status-rows").textContent = `${app.schedule.jobs.size} pekerjaan`;
    byId("status-info").textContent = "";
    byId("jadwal-empty").hidden = rows.length > 0;
    changed();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    byId("status-info").textContent = error.message;
  } finally {
    setBusy(false);
  }
}

/** Load the server's data and keep what was typed, to be put back at the user's wish. */
async function reloadKeeping() {
  const edits = app.schedule.takeEdits();
  await load();
  draft = edits;
  byId("jadwal-draft").hidden = false;
}

function forgetDraft() {
  draft = null;
  byId("jadwal-draft").hidden = true;
}

function mayDrop(question) {
  editor.finish();
  return app.schedule.modified === 0 || window.confirm(question);
}

async function refresh() {
  if (!mayDrop("Ada perubahan yang belum disimpan. Muat ulang dan buang perubahan itu?")) return;
  await load();
  toast("Data berhasil di-refresh", "success");
}

async function reset() {
  editor.finish();
  const { name } = MODES[state.mode];
  const lost = app.schedule.modified > 0 ? " Perubahan yang belum disimpan juga hilang." : "";
  if (!window.confirm(`Reset semua progress ${name} ke 0%? Tindakan ini tidak dapat dibatalkan.${lost}`)) return;
  setBusy(true);
  try {
    const { data } = await postJson(root.dataset.apiResetProgress, { mode: state.mode });
    await load();
    toast(data.message, "success");
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    setBusy(false);
  }
}

function setMode(mode) {
  editor.finish();
  state.mode = mode;
  byId(`mode-${mode}`).checked = true;
  const badge = byId("progress-mode-indicator");
  badge.textContent = MODES[mode].badge;
  badge.dataset.mode = mode;
  byId("mode-cost").disabled = mode !== "actual";
  if (mode !== "actual" && state.display === "cost") setDisplay("percentage");
  grid.refresh();
  toast(`Mode progress diubah ke ${MODES[mode].name}`, "info");
}

function setDisplay(display) {
  if (display === "cost" && state.mode !== "actual") return;
  editor.finish();
  state.display = display;
  byId(`mode-${display}`).checked = true;
  grid.refresh();
  toast(`Mode input diubah ke ${DISPLAYS[display]}`, "info");
}

function setScale(scale) {
  editor.finish();
  state.scale = scale;
  for (const suffix of ["", "-mobile"]) byId(`scale-${scale}${suffix}`).checked = true;
  grid.show(app.schedule, columns());
  kurva.update();
  toast(SCALES[scale], "info");
}

function setView(name) {
  editor.finish();
  state.view = name;
  view.dataset.view = name;
  for (const tab of byId("viewTabs").querySelectorAll("[data-mode]")) {
    const chosen = tab.dataset.mode === name;
    tab.classList.toggle("active", chosen);
    tab.setAttribute("aria-selected", String(chosen));
    if (chosen) view.setAttribute("aria-labelledby", tab.id);
  }
  byId("current-mode-label").textContent = VIEWS[name];
  showSecondary();
  if (name === "gantt") gantt.show();
  else gantt.hide();
  if (name === "kurva") kurva.show();
  else kurva.hide();
  grid.render();
}

function showSecondary() {
  const open = byId("toolbar-toggle-btn").getAttribute("aria-expanded") === "true";
  byId("toolbarSecondary").hidden = !open || state.view !== "grid";
}

/** A week is seven days: the other end follows the one that was chosen. */
async function setWeek(changedSelect) {
  const [startSelect, endSelect] = [byId("week-start-day-select"), byId("week-end-day-select")];
  const start = changedSelect === startSelect ? Number(startSelect.value) : (Number(endSelect.value) + 1) % 7;
  const before = { start: app.weekStartDay, end: app.weekEndDay };
  if (start === before.start) return;
  const show = (first, last) => {
    app.weekStartDay = first;
    app.weekEndDay = last;
    startSelect.value = String(first);
    endSelect.value = String(last);
  };
  if (!mayDrop("Ada perubahan yang belum disimpan. Ubah periode minggu dan buang perubahan itu?")) {
    show(before.start, before.end);
    return;
  }
  show(start, (start + 6) % 7);
  toast(`Week start disetel ke ${startSelect.selectedOptions[0].text} → ${endSelect.selectedOptions[0].text}`, "info");
  setBusy(true);
  try {
    await postJson(root.dataset.apiWeekBoundary, { week_start_day: app.weekStartDay, week_end_day: app.weekEndDay });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    show(before.start, before.end);
    setBusy(false);
    return;
  }
  const made = await regenerate(); // the new week is stored by now, whatever becomes of its phases
  await load();
  if (made) toast("Periode minggu diperbarui", "success");
}

byId("save-button").addEventListener("click", () => {
  editor.finish();
  saver.save();
});
byId("refresh-button").addEventListener("click", refresh);
byId("btn-reset-progress").addEventListener("click", reset);
byId("btn-expand-all").addEventListener("click", () => grid.collapseAll(false));
byId("btn-collapse-all").addEventListener("click", () => grid.collapseAll(true));
byId("toolbar-toggle-btn").addEventListener("click", (event) => {
  const button = event.currentTarget;
  button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
  showSecondary();
});
byId("jadwal-draft-restore").addEventListener("click", () => {
  app.schedule.restore(draft);
  forgetDraft();
  grid.refresh();
  changed();
});
byId("jadwal-draft-discard").addEventListener("click", forgetDraft);
byId("viewTabs").addEventListener("click", (event) => {
  const tab = event.target.closest("[data-mode]");
  if (tab) setView(tab.dataset.mode);
});
for (const radio of document.querySelectorAll("[name=progressMode]")) radio.addEventListener("change", () => setMode(radio.value));
for (const radio of document.querySelectorAll("[name=displayMode]")) radio.addEventListener("change", () => setDisplay(radio.value));
for (const radio of document.querySelectorAll("[name^=timeScale]")) radio.addEventListener("change", () => setScale(radio.value));
for (const select of document.querySelectorAll(".jadwal-week select")) select.addEventListener("change", () => setWeek(select));
document.addEventListener("ui:theme", () => grid.onDraw());
window.addEventListener("resize", () => grid.render());
startShortcuts({ save: () => byId("save-button").click(), refresh, setMode, setDisplay });
startTahapan({ listUrl: root.dataset.apiTahapan, reorderUrl: root.dataset.apiReorderTahapan });
load();
