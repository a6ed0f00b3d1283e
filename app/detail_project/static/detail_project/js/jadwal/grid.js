/** The virtual table: only rows near the viewport are in the document; every week of such a row is. */
import { COLUMN, OVERSCAN, ROW, indexRange } from "./geometry.js";
import { FULL, costText, percentText, quantityText, shownPercent, volumeText } from "./units.js";

const NARROW = window.matchMedia("(max-width: 767.98px)");
const CLASSES = { klas: "group klasifikasi", sub: "group sub", job: "job" };
const INDENT = [16, 36, 56];

function el(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

export class Grid {
  /**
   * @param {HTMLElement} container `#tanstack-grid-container`
   * @param {{mode: string, scale: string, display: string, view: string}} state what the page shows; read, never written
   */
  constructor(container, state) {
    this.container = container;
    this.state = state;
    this.header = container.querySelector(".tanstack-grid-header");
    this.headerRow = container.querySelector(".tanstack-grid-header-row");
    this.body = container.querySelector("#tanstack-grid-body");
    this.content = container.querySelector(".tanstack-grid-content");
    this.schedule = null;
    this.columns = [];
    this.visible = [];
    this.collapsed = new Set();
    this.failed = new Set();
    this.drawn = new Map();
    this.selected = null;
    this.onDraw = () => {};
    container.setAttribute("role", "treegrid");
    container.setAttribute("aria-label", "Jadwal pekerjaan");
    this.headerRow.setAttribute("role", "row");
    this.content.setAttribute("role", "presentation");
    this.body.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    this.header.addEventListener("scroll", () => {
      // The keyboard may scroll the header to a focused cell; the body leads.
      if (this.header.scrollLeft !== this.body.scrollLeft) this.header.scrollLeft = this.body.scrollLeft;
    });
    new ResizeObserver(() => this.render()).observe(this.body);
    NARROW.addEventListener("change", () => this.layout());
  }

  /** Width of what never scrolls sideways, and so the content x of the first week: a telephone shows the name alone. */
  get frozen() {
    return NARROW.matches ? 200 : 450;
  }

  get width() {
    return this.frozen + this.columns.length * COLUMN;
  }

  get height() {
    return this.visible.length * ROW;
  }

  /** Show another schedule, or another set of columns of it. */
  show(schedule, columns) {
    this.schedule = schedule;
    this.columns = columns;
    this.placeOf = new Map(columns.map((column, place) => [column.id, place]));
    this.layout();
  }

  /** Lay everything out anew: after a change of columns, rows, or width. */
  layout() {
    if (!this.schedule) return;
    this.#filterRows();
    this.#drawHeader();
    this.refresh();
  }

  #filterRows() {
    this.visible = this.schedule.rows.filter((row) => row.parents.every((id) => !this.collapsed.has(id)));
    this.content.style.width = `${this.width}px`;
    this.content.style.height = `${this.height}px`;
    this.container.setAttribute("aria-rowcount", String(this.visible.length + 1));
  }

  /** Close or open a group. */
  toggle(rowId) {
    if (!this.collapsed.delete(rowId)) this.collapsed.add(rowId);
    this.#filterRows();
    this.refresh();
  }

  /** Close all groups, or open them. */
  collapseAll(closed) {
    this.collapsed = new Set(closed ? this.schedule.rows.filter((row) => row.kind !== "job").map((row) => row.id) : []);
    this.#filterRows();
    this.refresh();
  }

  #drawHeader() {
    const cells = [["name", "Uraian Pekerjaan"], ["volume", "Volume"], ["unit", "Satuan"]].map(([id, label]) => {
      const cell = el("div", `tanstack-grid-header-cell${this.#pinClass(id)}`, label);
      cell.dataset.columnId = id;
      return cell;
    });
    for (const column of this.columns) {
      const cell = el("div", "tanstack-grid-header-cell time");
      cell.dataset.columnId = column.id;
      cell.append(el("span", "", column.label), el("small", "", column.dates));
      cells.push(cell);
    }
    for (const cell of cells) cell.setAttribute("role", "columnheader");
    this.headerRow.style.width = `${this.width}px`;
    this.headerRow.replaceChildren(...cells);
    this.header.scrollLeft = this.body.scrollLeft;
  }

  #pinClass(id) {
    const pinned = !NARROW.matches || id === "name";
    return `${pinned ? " pinned" : ""}${id === (NARROW.matches ? "name" : "unit") ? " pinned-edge" : ""}`;
  }

  #onScroll() {
    this.header.scrollLeft = this.body.scrollLeft;
    this.render();
  }

  /** Write all drawn rows anew. */
  refresh() {
    const focus = this.container.contains(document.activeElement) ? document.activeElement.dataset.cellId : undefined;
    for (const element of this.drawn.values()) element.remove();
    this.drawn.clear();
    this.render();
    if (focus) this.cellById(focus)?.focus({ preventScroll: true });
  }

  /** Bring the rows in the document in line with the scroll position. */
  render() {
    if (!this.schedule) return;
    const top = this.body.scrollTop;
    const seen = indexRange(top, top + this.body.clientHeight, ROW, this.visible.length);
    const first = Math.max(0, seen.first - OVERSCAN);
    const last = Math.min(this.visible.length - 1, seen.last + OVERSCAN);
    const wanted = new Set();
    for (let index = first; index <= last; index += 1) wanted.add(this.visible[index].id);
    const active = document.activeElement?.closest(".tanstack-grid-virtual-row")?.dataset.rowId;
    for (const [id, element] of this.drawn) {
      if (!wanted.has(id) && id !== active) {
        element.remove();
        this.drawn.delete(id);
      }
    }
    for (let index = first; index <= last; index += 1) {
      const row = this.visible[index];
      if (!this.drawn.has(row.id)) {
        const element = this.#draw(row, index);
        this.drawn.set(row.id, element);
        this.content.append(element);
      }
    }
    this.onDraw();
  }

  #draw(row, index) {
    const element = el("div", `tanstack-grid-virtual-row ${CLASSES[row.kind]}`);
    element.dataset.rowId = row.id;
    element.style.top = `${index * ROW}px`;
    element.setAttribute("role", "row");
    element.setAttribute("aria-level", String(row.level + 1));
    element.setAttribute("aria-rowindex", String(index + 2));
    element.append(this.#nameCell(row), this.#textCell("volume", row.kind === "job" ? quantityText(row.volume) : ""), this.#textCell("unit", row.unit ?? ""));
    element.insertAdjacentHTML("beforeend", this.columns.map((column) => this.#timeCell(row, column)).join(""));
    this.#mark(element, row);
    return element;
  }

  #nameCell(row) {
    const cell = el("div", `tanstack-grid-cell tree-cell${this.#pinClass("name")}`);
    cell.dataset.columnId = "name";
    cell.setAttribute("role", "rowheader");
    const toggles = row.kind !== "job" && !row.leaf;
    cell.style.paddingLeft = `${INDENT[row.level]}px`;
    if (toggles) {
      const open = !this.collapsed.has(row.id);
      const toggle = el("button", "tanstack-grid-toggle", open ? "▾" : "▸");
      toggle.type = "button";
      toggle.setAttribute("aria-expanded", String(open));
      toggle.setAttribute("aria-label", `${open ? "Tutup" : "Buka"} ${row.name}`);
      cell.append(toggle);
    }
    const label = el("span", "tree-label");
    label.append(el("span", "tree-label-text", row.name));
    if (row.kode) label.append(el("span", "tree-label-kode", row.kode));
    label.title = `${row.kode} ${row.name}`.trim();
    cell.append(label);
    return cell;
  }

  #textCell(id, text) {
    const cell = el("div", `tanstack-grid-cell${this.#pinClass(id)}`);
    cell.append(el("span", "cell-text", text));
    cell.dataset.columnId = id;
    cell.setAttribute("role", "gridcell");
    return cell;
  }

  // Numbers and ids only: nothing in this markup comes from a user.
  #timeCell(row, column) {
    if (row.kind !== "job") {
      return `<div role="gridcell" class="tanstack-grid-cell time-cell readonly" data-column-id="${column.id}" data-cell-id="${row.id}-${column.id}" tabindex="0">-</div>`;
    }
    const week = column.weeks.length === 1 ? ` data-week-number="${column.weeks[0]}"` : "";
    const { text, title, classes } = this.#value(row, column);
    return `<div role="gridcell" class="${classes}" data-column-id="${column.id}" data-cell-id="${row.id}-${column.id}" data-pekerjaan-id="${row.jobId}"${week} tabindex="0" title="${title}">${text}</div>`;
  }

  #value(row, column) {
    const { mode, display, scale } = this.state;
    const { schedule } = this;
    const value = schedule.sum(mode, row.jobId, column.weeks);
    const fields = display === "cost" ? ["cost"] : [mode];
    const modified = column.weeks.some((week) => fields.some((field) => schedule.isModified(field, row.jobId, week)));
    const over = value > 0 && schedule.total(mode, row.jobId) > FULL;
    const cost = display === "cost" ? column.weeks.reduce((sum, week) => sum + schedule.costOf(row.jobId, week), 0) : 0;
    return {
      text: { percentage: () => percentText(value), volume: () => volumeText(value, row.volume), cost: () => costText(cost) }[display](),
      title: value > 0 ? `${shownPercent(value)} %` : "",
      classes: `tanstack-grid-cell time-cell ${scale === "weekly" ? "editable" : "readonly"}${modified ? " modified" : ""}${over ? " warning" : ""}`,
    };
  }

  #mark(element, row) {
    const chosen = this.selected?.rowId === row.id;
    element.classList.toggle("row-selected", chosen);
    element.setAttribute("aria-selected", String(chosen));
    if (chosen) element.querySelector(`[data-column-id="${this.selected.columnId}"]`)?.classList.add("cell-selected");
    if (row.kind === "job") {
      element.classList.toggle("row-warning", this.schedule.total(this.state.mode, row.jobId) > FULL);
      element.classList.toggle("row-save-error", this.failed.has(row.jobId));
    }
  }

  /** Write one row's numbers and marks anew, keeping its elements (and the focus). */
  refreshRow(rowId) {
    const element = this.drawn.get(rowId);
    const row = this.visible.find((each) => each.id === rowId);
    if (!element || !row) return;
    for (const column of this.columns) {
      const cell = element.querySelector(`[data-column-id="${column.id}"]`);
      if (row.kind !== "job" || cell.classList.contains("editing")) continue;
      const { text, title, classes } = this.#value(row, column);
      if (cell.textContent !== text) cell.textContent = text;
      cell.title = title;
      cell.className = classes;
    }
    this.#mark(element, row);
    this.onDraw();
  }

  /** Mark the rows whose works a save was refused for. */
  markFailed(jobIds) {
    this.failed = new Set(jobIds);
    this.refresh();
  }

  cellById(cellId) {
    return this.content.querySelector(`[data-cell-id="${cellId}"]`);
  }

  /** Row and column that a cell belongs to. */
  placeOfCell(cell) {
    const rowId = cell.closest(".tanstack-grid-virtual-row").dataset.rowId;
    return { rowIndex: this.visible.findIndex((row) => row.id === rowId), columnIndex: this.placeOf.get(cell.dataset.columnId) };
  }

  /** Highlight a row and one of its cells. */
  select(rowId, columnId) {
    const before = this.selected;
    this.selected = { rowId, columnId };
    for (const id of new Set([before?.rowId, rowId])) {
      const element = this.drawn.get(id);
      if (!element) continue;
      for (const cell of element.querySelectorAll(".cell-selected")) cell.classList.remove("cell-selected");
      this.#mark(element, this.schedule.rows.find((row) => row.id === id));
    }
  }

  /** Scroll so that a cell can be seen, and return it. */
  reveal(rowIndex, columnIndex) {
    const { body } = this;
    const top = rowIndex * ROW;
    const left = this.frozen + columnIndex * COLUMN;
    if (top < body.scrollTop) body.scrollTop = top;
    else if (top + ROW > body.scrollTop + body.clientHeight) body.scrollTop = top + ROW - body.clientHeight;
    if (left < body.scrollLeft + this.frozen) body.scrollLeft = left - this.frozen;
    else if (left + COLUMN > body.scrollLeft + body.clientWidth) body.scrollLeft = left + COLUMN - body.clientWidth;
    this.header.scrollLeft = body.scrollLeft;
    this.render();
    return this.cellById(`${this.visible[rowIndex].id}-${this.columns[columnIndex].id}`);
  }
}
