/** One job's row on the volume page: what is stored, what stands in the field, and what that amounts to. */
import { FormulaError, evaluate, isFormula } from "../formula.js";
import { formatNumber, parseNumber, round } from "../numbers.js";

const NOT_A_QUANTITY = "Harus angka ≥ 0";

/** A row; `stored` is what the server holds: quantity, formula as typed, and whether the formula is in use. */
export class Row {
  /** @param {HTMLTableRowElement} element */
  constructor(element) {
    this.element = element;
    this.id = Number(element.dataset.pekerjaanId);
    this.input = element.querySelector(".qty-input");
    this.toggle = element.querySelector(".fx-toggle");
    this.stored = { quantity: 0, raw: "", isFx: false };
    this.isFx = false;
    this.touched = false; // by the user, since it was last equal to what is stored
    this.quantity = 0;
    this.error = "";
  }

  get text() {
    return this.input.value.trim();
  }

  get raw() {
    return this.isFx ? this.text : this.stored.raw;
  }

  get quantityChanged() {
    return !this.error && this.quantity !== this.stored.quantity;
  }

  get formulaChanged() {
    return !this.error && (this.isFx !== this.stored.isFx || this.raw !== this.stored.raw);
  }

  get changed() {
    return this.quantityChanged || this.formulaChanged;
  }

  /** Take what the server holds; the field follows unless the user has typed in it. */
  takeStored(stored, parameters) {
    this.stored = stored;
    if (!this.touched) this.put(stored);
    this.update(parameters);
  }

  /** Put a state (`{quantity, raw, isFx}`) into the field as a user would read it. */
  put({ quantity, raw, isFx }) {
    this.isFx = isFx;
    this.input.value = isFx ? raw : quantity === 0 ? "" : formatNumber(quantity);
  }

  /** The user typed: a leading `=` turns the formula on. */
  typed(parameters) {
    this.touched = true;
    if (isFormula(this.input.value)) this.isFx = true;
    this.update(parameters);
  }

  /** Turn the formula on or off; off keeps its result as a plain number. */
  switchFx(parameters) {
    this.touched = true;
    if (this.isFx) {
      this.put({ quantity: this.error ? this.stored.quantity : this.quantity, isFx: false });
    } else {
      this.put({ raw: this.stored.raw || `=${this.text}`, isFx: true });
    }
    this.update(parameters);
  }

  /** Work out the quantity anew, and show everything that follows from it. */
  update(parameters) {
    this.error = "";
    try {
      this.quantity = this.read(parameters);
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      this.error = error.message;
    }
    this.toggle.setAttribute("aria-pressed", String(this.isFx));
    this.toggle.classList.toggle("active", this.isFx);
    this.element.querySelector(".fx-preview").textContent = this.isFx && !this.error ? formatNumber(this.quantity) : "";
    this.element.classList.toggle("vp-row-empty", !this.error && this.quantity === 0);
    this.element.classList.toggle("vp-row-changed", this.changed);
    this.complain(this.error);
  }

  read(parameters) {
    if (this.text === "" || (this.isFx && this.text === "=")) return 0;
    if (this.isFx) return evaluate(this.text, parameters);
    const number = parseNumber(this.text);
    if (number === null) throw new FormulaError(NOT_A_QUANTITY);
    return round(number);
  }

  /** Show what is wrong with the row; an empty message clears it. */
  complain(message) {
    const place = this.element.querySelector(".vp-error");
    place.textContent = message;
    place.hidden = message === "";
    this.input.classList.toggle("is-invalid", message !== "");
    this.input.classList.toggle("is-valid", message === "" && this.quantity > 0 && !this.changed);
  }

  /** The server has taken the row as it stands. */
  wasSaved(parameters) {
    this.touched = false;
    this.takeStored({ quantity: this.quantity, raw: this.raw, isFx: this.isFx }, parameters);
  }
}
