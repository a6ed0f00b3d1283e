// The Allure 3 report. One file that opens from disk, unless ALLURE_SITE=1 asks for a folder to publish.
export default {
  name: "AHSP end-to-end",
  output: process.env.ALLURE_OUTPUT ?? "reports/allure",
  // One line a run; it gives tests their trend. Building the same run's report again adds none (make report).
  historyPath: process.env.ALLURE_HISTORY ?? "reports/allure-history.jsonl",
  historyLimit: 50,
  appendHistory: process.env.ALLURE_APPEND === "1",
  plugins: {
    awesome: {
      options: {
        singleFile: process.env.ALLURE_SITE !== "1",
        reportLanguage: "en",
        groupBy: ["parentSuite", "suite"],
      },
    },
  },
};
