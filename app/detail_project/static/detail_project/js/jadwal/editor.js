/** Selecting, typing, moving and pasting in the table's cells (CONTRACT 5.4). */
import { toast } from "../../../core/toast.js";
import { FULL, editText, exactPercent, quantityText, readAmount, readNumber, toHundredths } from "./units.js";

const NAMED_AT_MOST = 5;
// Two clicks on a cell edit it. Fingers and some drivers send no dblclick, so the clicks are counted here.
const DOUBLE_CLICK_MS = 500;
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** A value that a cell cannot take; the message is for the user. */
class Refusal extends Error {}

export class Editor {
  /**
   * @param {import("./grid.js").Grid} grid
   * @param {(row: object, column: object) => void} onSelect
   * @param {() => void} onChange after values were typed
   */
  constructor(grid, state, { onSelect, onChange }) {
    this.grid = grid;
    this.state = state;
    this.onSelect = onSelect;
    this.onChange = onChange;
    this.open = null;
    this.lastClick = { cell: null, at: 0 };
    const { body } = grid;
    body.addEventListener("click", (event) => this.#click(event));
    body.addEventListener("focusin", (event) => this.#focused(event.target));
    body.addEventListener("keydown", (event) => this.#key(event));
    body.addEventListener("copy", (event) => this.#copy(event));
    body.addEventListener("paste", (event) => this.#paste(event));
  }

  /** The value field that is shown: percent and volume are progress of the mode, cost is what was paid. */
  get field() {
    return this.state.display === "cost" ? "cost" : this.state.mode;
  }

  /** Take over what is being typed; a value that cannot be taken is given up with a message. */
  finish() {
    if (this.open) this.#commit({ giveUp: true });
  }

  #click(event) {
    const toggle = event.target.closest(".tanstack-grid-toggle");
    const line = event.target.closest(".tanstack-grid-virtual-row");
    if (!line) return;
    if (toggle) {
      this.finish();
      this.grid.toggle(line.dataset.rowId);
      this.grid.content.querySelector(`[data-row-id="${line.dataset.rowId}"] .tanstack-grid-toggle`)?.focus({ preventScroll: true });
      return;
    }
    this.#select(line.dataset.rowId, event.target.closest("[data-column-id]")?.dataset.columnId);
    const cell = event.target.closest(".time-cell");
    if (cell && this.lastClick.cell === cell && event.timeStamp - this.lastClick.at < DOUBLE_CLICK_MS) this.#edit(cell);
    this.lastClick = { cell, at: event.timeStamp };
  }

  #focused(target) {
    const cell = target.closest?.(".time-cell");
    if (cell && target === cell) this.#select(cell.closest(".tanstack-grid-virtual-row").dataset.rowId, cell.dataset.columnId);
  }

  #select(rowId, columnId) {
    const { selected } = this.grid;
    if (selected?.rowId === rowId && selected?.columnId === columnId) return;
    this.grid.select(rowId, columnId);
    const row = this.grid.schedule.rows.find((each) => each.id === rowId);
    this.onSelect(row, this.grid.columns[this.grid.placeOf.get(columnId)]);
  }

  #editable(cell) {
    return Boolean(cell?.classList.contains("editable")) && this.state.view === "grid";
  }

  #key(event) {
    if (event.target === this.open?.input) return this.#keyInEditor(event);
    const cell = event.target.closest(".time-cell");
    if (!cell || event.target !== cell) return undefined;
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const { rowIndex, columnIndex } = this.grid.placeOfCell(cell);
    const { key } = event;
    if (MOVES[key]) this.#move(rowIndex + MOVES[key][0], columnIndex + MOVES[key][1]);
    else if (key === "Home") this.#move(rowIndex, 0);
    else if (key === "End") this.#move(rowIndex, this.grid.columns.length - 1);
    else if (!this.#editable(cell)) return undefined;
    else if (key === "Enter" || key === "F2") this.#edit(cell);
    else if (key === "Delete" || key === "Backspace") this.#clear(cell);
    else if (/^[\d.,-]$/.test(key)) {
      this.#edit(cell, { empty: true }); // the character itself goes into the field that has the focus now
      return undefined;
    } else return undefined;
    event.preventDefault();
    return undefined;
  }

  #keyInEditor(event) {
    const { key, shiftKey } = event;
    if (key === "Escape") this.#cancel();
    else if (key === "Enter") this.#commit({ move: (row, column) => this.#moveToJob(row, column, shiftKey ? -1 : 1) });
    else if (key === "Tab") this.#commit({ move: (row, column) => this.#move(row, column + (shiftKey ? -1 : 1)) });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(rowIndex, columnIndex) {
    const row = Math.min(Math.max(rowIndex, 0), this.grid.visible.length - 1);
    const column = Math.min(Math.max(columnIndex, 0), this.grid.columns.length - 1);
    this.grid.reveal(row, column)?.focus({ preventScroll: true });
  }

  /** To the next work above or below; groups take no values. */
  #moveToJob(rowIndex, columnIndex, step) {
    let row = rowIndex + step;
    while (this.grid.visible[row] && this.grid.visible[row].kind !== "job") row += step;
    this.#move(this.grid.visible[row] ? row : rowIndex, columnIndex);
  }

  #edit(cell, { empty = false } = {}) {
    if (!this.#editable(cell)) return;
    if (this.open?.cell === cell) return;
    this.finish();
    const { rowIndex, columnIndex } = this.grid.placeOfCell(cell);
    const row = this.grid.visible[rowIndex];
    const column = this.grid.columns[columnIndex];
    const input = document.createElement("input");
    if (this.field === "cost") {
      input.inputMode = "decimal"; // a field for numbers would take the point of 250.000 for a decimal one
    } else {
      input.type = "number";
      input.step = "any";
      input.min = "0";
    }
    input.className = "tanstack-cell-editor";
    input.setAttribute("aria-label", `${row.name}, ${column.label}`);
    const shown = this.#current(row, column.weeks[0]);
    input.value = empty ? "" : shown;
    cell.textContent = "";
    cell.classList.add("editing");
    cell.append(input);
    this.open = { cell, input, row, column, shown };
    input.addEventListener("blur", () => this.open?.input === input && this.#commit({ giveUp: true }));
    input.addEventListener("input", () => cell.classList.remove("invalid"));
    input.focus({ preventScroll: true });
    input.select();
  }

  #current(row, week) {
    if (this.field === "cost") {
      const cost = this.grid.schedule.costOf(row.jobId, week);
      return cost ? String(Math.round(cost * 100) / 100) : "";
    }
    return editText(this.grid.schedule.get(this.field, row.jobId, week), this.state.display, row.volume);
  }

  #commit({ move = null, giveUp = false } = {}) {
    const { cell, input, row, column, shown } = this.open;
    const { rowIndex, columnIndex } = this.grid.placeOfCell(cell);
    if (input.value === shown && !input.validity.badInput) {
      this.#close(); // what is shown may be rounded, or worked out: only what was typed is a value
    } else {
      try {
        const typed = input.validity.badInput ? null : (this.#read(input.value) ?? (input.value === "" ? 0 : null));
        this.#put(row, column.weeks[0], typed);
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        toast(refusal.message, "danger");
        if (!giveUp) {
          cell.classList.add("invalid");
          input.select();
          return;
        }
      }
      this.#close();
      this.#changed([row]);
    }
    if (move) move(rowIndex, columnIndex);
  }

  #cancel() {
    const { cell, row } = this.open;
    this.#close();
    this.grid.refreshRow(row.id);
    cell.focus({ preventScroll: true });
  }

  #close() {
    const { cell, input, row } = this.open;
    this.open = null;
    input.remove();
    cell.classList.remove("editing", "invalid");
    this.grid.refreshRow(row.id);
  }

  #clear(cell) {
    const { rowIndex, columnIndex } = this.grid.placeOfCell(cell);
    const row = this.grid.visible[rowIndex];
    const [week] = this.grid.columns[columnIndex].weeks;
    if (this.#current(row, week) === "") return;
    this.#put(row, week, 0);
    this.#changed([row]);
  }

  #read(text) {
    return this.field === "cost" ? readAmount(text) : readNumber(text);
  }

  /** Check a number in the shown unit and take it over. */
  #put(row, week, number) {
    const { schedule } = this.grid;
    const { display } = this.state;
    if (number === null) throw new Refusal("Nilai harus berupa angka");
    if (display === "cost") {
      if (number < 0) throw new Refusal("Nilai biaya harus berupa angka positif");
      schedule.set("cost", row.jobId, week, number);
      return;
    }
    if (row.volume <= 0 && number !== 0) throw new Refusal(`${row.kode} ${row.name}: volume belum diisi, progres tidak dapat dicatat`);
    const limit = display === "volume" ? row.volume : 100;
    if (number < 0 || number > limit) {
      throw new Refusal(`Nilai harus di antara 0 dan ${quantityText(limit)} ${display === "volume" ? row.unit : "%"}`.trim());
    }
    schedule.set(this.field, row.jobId, week, row.volume > 0 ? toHundredths(number, display, row.volume) : 0);
  }

  #changed(rows) {
    for (const row of rows) {
      this.grid.failed.delete(row.jobId);
      this.grid.refreshRow(row.id);
    }
    const over = this.field === "cost" ? [] : rows.filter((row) => this.grid.schedule.total(this.field, row.jobId) > FULL);
    for (const row of over.slice(0, NAMED_AT_MOST)) {
      toast(`${row.kode} ${row.name}: total ${exactPercent(this.grid.schedule.total(this.field, row.jobId))}% > 100 %`, "warning");
    }
    this.onChange();
  }

  #copy(event) {
    const cell = event.target.closest?.(".time-cell[data-pekerjaan-id]");
    if (!cell || cell !== document.activeElement || !window.getSelection().isCollapsed) return;
    const { rowIndex, columnIndex } = this.grid.placeOfCell(cell);
    const column = this.grid.columns[columnIndex];
    if (column.weeks.length > 1) return;
    event.clipboardData.setData("text/plain", this.#current(this.grid.visible[rowIndex], column.weeks[0]) || "0");
    event.preventDefault();
  }

  /** Lines go to works downwards, tabs to weeks rightwards; empty ones change nothing. */
  #paste(event) {
    const cell = event.target.closest?.(".time-cell");
    if (!cell || event.target !== cell || !this.#editable(cell)) return;
    event.preventDefault();
    const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "").split("\n");
    const { rowIndex, columnIndex } = this.grid.placeOfCell(cell);
    const rows = this.grid.visible.slice(rowIndex).filter((row) => row.kind === "job");
    const refused = [];
    const touched = new Set();
    lines.forEach((line, down) => {
      line.split("\t").forEach((text, right) => {
        if (text.trim() === "") return;
        const [row, column] = [rows[down], this.grid.columns[columnIndex + right]];
        try {
          if (!row || !column) throw new Refusal("di luar tabel");
          this.#put(row, column.weeks[0], this.#read(text));
          touched.add(row);
        } catch (refusal) {
          if (!(refusal instanceof Refusal)) throw refusal;
          refused.push(`${row?.kode ?? "?"} ${column?.label ?? ""} "${text.trim()}": ${refusal.message}`);
        }
      });
    });
    this.#changed([...touched]);
    if (refused.length > 0) {
      const more = refused.length > NAMED_AT_MOST ? `\n… dan ${refused.length - NAMED_AT_MOST} lainnya` : "";
      toast(`${refused.length} nilai tidak ditempel:\n${refused.slice(0, NAMED_AT_MOST).join("\n")}${more}`, "warning");
    }
  }
}
