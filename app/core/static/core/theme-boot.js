// Runs before the first paint, so that a dark page never flashes white. Not a module: modules run later.
(function () {
  const choice = window.localStorage.getItem("ui.theme") || "auto";
  const dark = choice === "dark" || (choice === "auto" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  const root = document.documentElement;
  root.dataset.bsTheme = dark ? "dark" : "light";
  root.dataset.theme = root.dataset.bsTheme;
})();
