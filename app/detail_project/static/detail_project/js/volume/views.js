/** How the volumes are looked at: search, filter, folding, the summary. Nothing here changes the data. */

const SHOWN = {
  all: () => true,
  filled: (row) => row.quantity > 0,
  empty: (row) => row.quantity === 0,
  formula: (row) => row.isFx,
};

/**
 * @param {HTMLElement} app
 * @param {import("./row.js").Row[]} rows
 * @returns {{summarise: () => void}} `summarise` counts anew; rows are filtered only when the user asks for it, so that
 *   none vanishes under his hands
 */
export function startViews(app, rows) {
  const search = document.getElementById("vp-search");
  const summary = document.getElementById("vp-summary-bar");
  const buttons = [...app.querySelectorAll("[data-filter]")];
  let chosen = "all";

  const filter = () => {
    const needle = search.value.trim().toLowerCase();
    for (const row of rows) {
      row.element.hidden = !SHOWN[chosen](row) || !row.element.textContent.toLowerCase().includes(needle);
    }
  };
  search.addEventListener("input", filter);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      chosen = button.dataset.filter;
      for (const other of buttons) {
        other.classList.toggle("active", other === button);
        other.setAttribute("aria-pressed", String(other === button));
      }
      filter();
    });
  }

  const toggles = [...app.querySelectorAll(".vp-sub-toggle")];
  for (const toggle of toggles) toggle.addEventListener("click", () => fold(toggle, toggle.getAttribute("aria-expanded") === "true"));
  document.getElementById("vp-expand-all").addEventListener("click", () => toggles.forEach((toggle) => fold(toggle, false)));
  document.getElementById("vp-collapse-all").addEventListener("click", () => toggles.forEach((toggle) => fold(toggle, true)));

  rows.forEach((row, index) => {
    row.element.querySelector(".vp-no").textContent = String(index + 1);
  });
  const summarise = () => {
    const filled = rows.filter(SHOWN.filled).length;
    const formulas = rows.filter(SHOWN.formula).length;
    const parts = [`${rows.length} PEKERJAAN`, `${filled} TERISI`, `${rows.length - filled} BELUM DIISI`, `${formulas} FORMULA`];
    summary.replaceChildren(
      ...parts.map((text) => {
        const part = document.createElement("span");
        part.className = "badge text-bg-light border me-1";
        part.textContent = text;
        return part;
      }),
    );
  };
  return { summarise };
}

function fold(toggle, folded) {
  toggle.setAttribute("aria-expanded", String(!folded));
  toggle.closest(".vp-sub").classList.toggle("vp-folded", folded);
}
