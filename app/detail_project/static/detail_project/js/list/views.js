/** How the list is looked at: search, filters, compact rows, table of contents. Nothing here changes the data. */

/**
 * @param {HTMLElement} root the list
 * @returns {{refresh: () => void}} `refresh` is called whenever cards were added, removed, moved or renamed
 */
export function startViews(root) {
  const search = document.getElementById("lp-nav-search");
  const klasFilter = document.getElementById("lp-filter-klas");
  const subFilter = document.getElementById("lp-filter-sub");
  const contents = document.getElementById("lp-toc-tree");

  const filter = () => {
    const needle = search.value.trim().toLowerCase();
    const klasName = klasFilter.value;
    const subName = subFilter.value;
    for (const klas of root.querySelectorAll(".lp-klas-card")) {
      let klasShown = !needle && !subName;
      for (const sub of klas.querySelectorAll(".lp-sub-card")) {
        let subShown = !needle;
        for (const row of sub.querySelectorAll(".lp-row")) {
          const text = `${row.querySelector(".lp-kode").textContent} ${row.querySelector(".uraian").value}`.toLowerCase();
          row.hidden = Boolean(needle) && !text.includes(needle);
          subShown ||= !row.hidden;
        }
        sub.hidden = !subShown || (subName !== "" && nameOf(sub) !== subName);
        klasShown ||= !sub.hidden;
      }
      klas.hidden = !klasShown || (klasName !== "" && nameOf(klas) !== klasName);
    }
  };
  const refresh = () => {
    fill(klasFilter, root.querySelectorAll(".klas-name"));
    fill(subFilter, root.querySelectorAll(".sub-name"));
    contents.replaceChildren(...[...root.querySelectorAll(".lp-klas-card, .lp-sub-card")].map(entry));
    filter();
  };

  search.addEventListener("input", filter);
  klasFilter.addEventListener("change", filter);
  subFilter.addEventListener("change", filter);
  toggles("btn-filter-toggle", "lp-filters");
  toggles("btn-nav-toggle", "lp-sidebar");
  document.getElementById("btn-compact").addEventListener("click", (event) => {
    const compact = root.classList.toggle("lp-compact");
    event.currentTarget.setAttribute("aria-pressed", String(compact));
  });
  return { refresh };
}

function nameOf(card) {
  return card.querySelector(".klas-name, .sub-name").value.trim();
}

function fill(select, inputs) {
  const names = new Set([...inputs].map((input) => input.value.trim()).filter(Boolean));
  const chosen = names.has(select.value) ? select.value : "";
  select.replaceChildren(new Option("Semua", ""), ...[...names].map((name) => new Option(name, name)));
  select.value = chosen;
}

function entry(card) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = `btn btn-link btn-sm text-start p-0 ${card.matches(".lp-sub-card") ? "ps-3" : "fw-semibold"}`;
  button.textContent = nameOf(card) || "(tanpa nama)";
  button.addEventListener("click", () => {
    card.scrollIntoView({ block: "start" });
    card.querySelector("input").focus({ preventScroll: true });
  });
  item.append(button);
  return item;
}

function toggles(buttonId, panelId) {
  const button = document.getElementById(buttonId);
  const panel = document.getElementById(panelId);
  button.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
  });
}
