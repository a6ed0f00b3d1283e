/** Budget fields: what was typed as `1.500.000` or `Rp 1.500.000` is sent as plain digits. */
import { parseAmount } from "../core/format.js";

/** Normalise the budgets of `form` just before it is sent; what is no number goes as typed and is refused there. */
export function sendPlainBudgets(form) {
  form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("input[name$=anggaran_owner]")) {
      field.value = parseAmount(field.value) ?? field.value;
    }
  });
}
