/** The dashboard: charts from the data embedded in the page, and the form for new projects. */
import { formatRupiah } from "../core/format.js";
import { linkDurations } from "./duration.js";
import { sendPlainBudgets } from "./money.js";

const MAX_ROWS = 50;

function startNewProjects() {
  const modal = document.getElementById("addProjectModal");
  const rows = document.getElementById("projectRows");
  const total = modal.querySelector("[name=form-TOTAL_FORMS]");
  const template = document.getElementById("projectRowTemplate");
  const modes = { simple: document.getElementById("formModeSimple"), full: document.getElementById("formModeFull") };
  const addButton = document.getElementById("add-row-btn");
  const removeButton = document.getElementById("remove-row-btn");
  let full = false;

  function show() {
    for (const part of rows.querySelectorAll(".dp-full-only")) part.hidden = !full;
    for (const [mode, button] of Object.entries(modes)) {
      const on = (mode === "full") === full;
      button.classList.toggle("active", on);
      button.setAttribute("aria-pressed", String(on));
    }
    rows.querySelectorAll("[data-role=row-number]").forEach((number, index) => (number.textContent = index + 1));
    total.value = rows.children.length;
    addButton.disabled = rows.children.length >= MAX_ROWS;
    removeButton.disabled = rows.children.length <= 1;
  }

  for (const [mode, button] of Object.entries(modes)) {
    button.addEventListener("click", () => {
      full = mode === "full";
      show();
    });
  }
  addButton.addEventListener("click", () => {
    rows.insertAdjacentHTML("beforeend", template.innerHTML.replaceAll("__prefix__", String(rows.children.length)));
    show();
    rows.lastElementChild.querySelector("input").focus();
  });
  removeButton.addEventListener("click", () => {
    rows.lastElementChild.remove();
    show();
  });
  sendPlainBudgets(modal.querySelector("form"));
  linkDurations(rows);
  // After a refusal the form opens again with what was typed; optional fields with errors must be visible.
  full = rows.querySelector(".dp-full-only .is-invalid") !== null;
  show();
  if (modal.dataset.reopen) {
    const reopen = () => window.bootstrap.Modal.getOrCreateInstance(modal).show();
    const messages = document.getElementById("messagesModal");
    if (document.querySelector("#django-messages-data .message-item")) {
      messages.addEventListener("hidden.bs.modal", reopen, { once: true });
    } else {
      reopen();
    }
  }
}

function startCharts() {
  const data = JSON.parse(document.getElementById("dashboardCharts").textContent);
  const panel = document.getElementById("miniChartsPanel");
  const palette = ["#4c9bd4", "#4caf7d", "#e0a93b", "#8d99a6", "#b07cc6", "#d9705f", "#3fb3b3", "#7a86d8"];
  let charts = [];

  function draw() {
    for (const chart of charts) chart.destroy();
    const style = getComputedStyle(document.body);
    const { Chart } = window;
    Chart.defaults.color = style.getPropertyValue("--bs-body-color");
    Chart.defaults.borderColor = style.getPropertyValue("--bs-border-color");
    const make = (id, type, values, options = {}) =>
      new Chart(document.getElementById(id), {
        type,
        data: { labels: Object.keys(values), datasets: [{ data: Object.values(values), backgroundColor: palette, borderWidth: 0 }] },
        options: { responsive: true, maintainAspectRatio: false, animation: false, plugins: { legend: { display: type === "doughnut", position: "right" } }, ...options },
      });
    const whole = { ticks: { precision: 0 }, beginAtZero: true };
    charts = [
      make("chartStatuses", "doughnut", data.statuses),
      make("chartYears", "bar", data.years, { scales: { y: whole } }),
      make("chartFunds", "bar", data.funds, {
        indexAxis: "y",
        scales: { x: { beginAtZero: true, ticks: { maxTicksLimit: 4, callback: (value) => `${new Intl.NumberFormat("id-ID", { notation: "compact" }).format(value)}` } } },
        plugins: { legend: { display: false }, tooltip: { callbacks: { label: (item) => formatRupiah(item.raw) } } },
      }),
    ];
  }

  panel.addEventListener("shown.bs.collapse", draw);
  document.addEventListener("ui:theme", () => charts.length > 0 && draw());
}

startNewProjects();
startCharts();
