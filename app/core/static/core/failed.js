/** The page that says that the server failed: what was typed into the form that led here is still to be stored. */
import { startDrafts } from "./drafts.js";

startDrafts();
