/** The formula editor: a larger field, the result while typing, and what can be inserted. */
import { FUNCTIONS, evaluate } from "../formula.js";
import { formatNumber } from "../numbers.js";

/** The dialog `#vpFormulaModal`. */
export class FormulaEditor {
  /** @param {{values: () => Map<string, number>, apply: (row: object, text: string) => void}} page */
  constructor(page) {
    this.page = page;
    this.row = null;
    this.element = document.getElementById("vpFormulaModal");
    this.text = document.getElementById("vp-formula-text");
    this.result = document.getElementById("vp-formula-result");
    this.suggestions = document.getElementById("vp-formula-suggestions");
    this.text.addEventListener("input", () => this.preview());
    this.element.addEventListener("shown.bs.modal", () => this.text.focus());
    this.element.addEventListener("hidden.bs.modal", () => this.row?.input.focus());
    this.element.addEventListener("keydown", (event) => {
      if (event.ctrlKey && event.key === "Enter") this.apply();
      if (event.ctrlKey && event.code === "Space") {
        event.preventDefault();
        this.suggestions.querySelector("button")?.focus();
      }
    });
    document.getElementById("vp-formula-apply").addEventListener("click", () => this.apply());
  }

  /** Edit the formula of a row; a row without one starts from its number. */
  open(row) {
    this.row = row;
    this.text.value = row.isFx ? row.text : row.stored.raw || `=${row.text}`;
    const names = [...this.page.values().keys(), ...Object.keys(FUNCTIONS).map((name) => `${name}(`), "PI"];
    this.suggestions.replaceChildren(...names.map((name) => this.suggestion(name)));
    this.preview();
    window.bootstrap.Modal.getOrCreateInstance(this.element).show();
  }

  suggestion(name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-outline-secondary font-monospace";
    button.textContent = name;
    button.addEventListener("click", () => {
      this.text.setRangeText(name, this.text.selectionStart, this.text.selectionEnd, "end");
      this.text.focus();
      this.preview();
    });
    return button;
  }

  preview() {
    let message;
    let good = true;
    try {
      message = `Hasil: ${formatNumber(evaluate(this.text.value, this.page.values()))}`;
    } catch (error) {
      message = error.message;
      good = false;
    }
    this.result.textContent = message;
    this.result.classList.toggle("text-danger", !good);
  }

  apply() {
    this.page.apply(this.row, this.text.value.trim());
    window.bootstrap.Modal.getInstance(this.element).hide();
  }
}
