/** Send the ticked rows along with the form that turns them into a workbook. */
const form = document.getElementById("chosen-form");
form.addEventListener("submit", () => {
  const rows = [...document.querySelectorAll("#validation-lines tbody tr")].filter((row) => row.querySelector("input").checked);
  const cells = rows.map((row) => [...row.querySelectorAll("[data-cell]")].map((cell) => cell.textContent));
  form.elements.payload.value = JSON.stringify({ rows: cells });
});
