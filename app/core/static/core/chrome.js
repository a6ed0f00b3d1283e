/** The shared chrome of every page: theme, server messages, sidebar. */
import { showMessages } from "./dialog.js";
import { startDrafts } from "./drafts.js";
import { startOnce } from "./once.js";
import { startTheme } from "./theme.js";

startTheme();
startDrafts();
startOnce();
showMessages([...document.querySelectorAll("#django-messages-data .message-item")].map((item) => ({ ...item.dataset })));

const toggle = document.getElementById("dp-sidebar-toggle");
if (toggle) {
  const setOpen = (open) => {
    document.body.classList.toggle("dp-sidebar-open", open);
    toggle.setAttribute("aria-expanded", String(open));
  };
  toggle.addEventListener("click", () => setOpen(!document.body.classList.contains("dp-sidebar-open")));
  document.addEventListener("keydown", (event) => event.key === "Escape" && setOpen(false));
}
