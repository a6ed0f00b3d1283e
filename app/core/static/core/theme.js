/** The colour theme: localStorage `ui.theme` is auto, light or dark; `auto` follows the system. */
const KEY = "ui.theme";
const ORDER = ["auto", "light", "dark"];
const LABEL = { auto: "Tema: otomatis", light: "Tema: terang", dark: "Tema: gelap" };
const ICON = { auto: "bi-circle-half", light: "bi-sun", dark: "bi-moon-stars" };
const system = window.matchMedia("(prefers-color-scheme: dark)");

/** Return the stored choice; anything unknown counts as auto. */
export function themeChoice() {
  const stored = window.localStorage.getItem(KEY);
  return ORDER.includes(stored) ? stored : "auto";
}

function apply() {
  const choice = themeChoice();
  const shown = choice === "auto" ? (system.matches ? "dark" : "light") : choice;
  const root = document.documentElement;
  root.dataset.bsTheme = shown;
  root.dataset.theme = shown;
  root.dataset.themeReady = "true";
  for (const button of document.querySelectorAll("[data-action=toggle-theme]")) {
    button.setAttribute("aria-label", LABEL[choice]);
    button.title = LABEL[choice];
    const icon = button.querySelector("i");
    if (icon) icon.className = `bi ${ICON[choice]}`;
  }
  document.dispatchEvent(new CustomEvent("ui:theme", { detail: { choice, shown } }));
}

/** Make the toggle buttons work: auto, light, dark, and round again. */
export function startTheme() {
  for (const button of document.querySelectorAll("[data-action=toggle-theme]")) {
    button.addEventListener("click", () => {
      window.localStorage.setItem(KEY, ORDER[(ORDER.indexOf(themeChoice()) + 1) % ORDER.length]);
      apply();
    });
  }
  system.addEventListener("change", apply);
  window.addEventListener("storage", (event) => event.key === KEY && apply());
  apply();
}
