// On pages after a survey: sends what still waits on this phone, and offers to finish what was begun before the closing.
import { isTaken, keepSending } from "./outbox.js";
import { draftAt } from "./store.js";

const resume = document.querySelector("[data-resume]");
const begun = resume && draftAt(resume.getAttribute("action"));
if (begun?.state === "open") {
  for (const [name, value] of [...begun.entries, ["pass", begun.pass]]) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    resume.append(field);
  }
  resume.hidden = false;
}

keepSending((_draft, result) => {
  // The page may say now that its survey was answered.
  if (isTaken(result) && document.querySelector("[data-after-survey]")) window.location.reload();
});
