/** Make the order and go to the page on which it is paid. */
import { postJson } from "../core/api.js";

const button = document.getElementById("pay-button");
button.addEventListener("click", async () => {
  button.disabled = true;
  try {
    const { data } = await postJson(button.dataset.url, { plan_id: Number(button.dataset.planId) });
    window.location.assign(data.redirect_url);
  } catch {
    button.disabled = false; // the call has said why
  }
});
button.disabled = false; // until here a click would have been lost without a word
