/** Choose an analysis of the reference library for a job (select2 over `/referensi/api/search`). */

/** Show a chosen analysis in the row's select without asking the server. */
export function showRef(row, id, text) {
  row.querySelector(".ref-select").replaceChildren(new Option(text, String(id), true, true));
}

/**
 * Prepare a row's two selects. The search field itself exists only while it is open: a thousand of them would take the
 * page seconds, and a select2 that was left with Escape ignores the next thing typed.
 * @param {{searchUrl: string, sources: string[], picked: (row: HTMLElement, choice: object) => void}} context
 */
export function attachPicker(row, context) {
  const source = row.querySelector(".ahsp-source-select");
  source.replaceChildren(new Option("Semua sumber", ""), ...context.sources.map((name) => new Option(name, name)));
  const select = row.querySelector(".ref-select");
  const wake = (event) => {
    event.preventDefault();
    openPicker(row, context);
  };
  select.addEventListener("mousedown", wake);
  select.addEventListener("keydown", (event) => {
    if (["Enter", " ", "ArrowDown"].includes(event.key)) wake(event);
  });
}

/** Open the search of a row, with the cursor in its field. */
export function openPicker(row, context) {
  const select = row.querySelector(".ref-select");
  const field = window.jQuery(select);
  field.select2({
    width: "100%",
    language: "id",
    placeholder: "Cari kode atau nama AHSP…",
    minimumInputLength: 2,
    ajax: {
      url: context.searchUrl,
      delay: 150,
      data: ({ term }) => ({ q: term, sumber: row.querySelector(".ahsp-source-select").value }),
      processResults: ({ results }) => ({ results }),
    },
  });
  field.on("select2:open", () => document.querySelector(".select2-container--open .select2-search__field")?.focus());
  field.on("select2:select", (event) => context.picked(row, event.params.data));
  // select2 is still at work while it tells of its closing.
  field.on("select2:close", () => window.setTimeout(() => close(field, select)));
  field.select2("open");
}

function close(field, select) {
  if (!field.hasClass("select2-hidden-accessible")) return;
  field.off("select2:open select2:select select2:close");
  field.select2("destroy");
  if (document.activeElement === document.body) select.focus();
}
