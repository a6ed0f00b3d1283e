/** The page that edits or duplicates one project. */
import { linkDurations } from "./duration.js";
import { sendPlainBudgets } from "./money.js";

const form = document.getElementById("projectForm");
sendPlainBudgets(form);
linkDurations(form);
