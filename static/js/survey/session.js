// The sheet being answered on this page: kept at every tap, sent when it is finished. What a phone and a kiosk share.
import { entriesOf } from "./form.js";
import { ask, isTaken, send } from "./outbox.js";
import { filled, makeScreens } from "./screens.js";
import { save } from "./store.js";

export const makeSession = ({ moved = () => {}, finished, fresh }) => {
  const form = document.getElementById("sheet");
  const told = form.querySelector("[data-words]");
  const session = { form, path: form.getAttribute("action"), draft: null, isBusy: false };

  // A new sheet of this page, not kept before something was answered.
  session.begin = () => {
    session.isBusy = false;
    session.draft = {
      path: session.path,
      door: form.dataset.door,
      sheet: form.dataset.sheet,
      pass: form.elements.pass.value,
      version: form.dataset.version,
      isKiosk: "kiosk" in form.dataset,
      state: "open",
      entries: [],
      ...fresh?.(),
    };
  };
  session.keep = () => {
    session.draft.entries = entriesOf(form);
    session.draft.at = session.screens.at;
    save(session.draft);
  };
  session.say = (words) => {
    told.hidden = !words;
    told.querySelector("span").textContent = words;
  };
  session.send = async () => {
    if (session.isBusy) return;
    session.isBusy = true;
    form.setAttribute("aria-busy", "true");
    session.say("");
    session.draft.state = "ready";
    session.keep();
    const result = await send(session.draft);
    // A sheet that was taken is not sent once more by a thumb that is still tapping while the thanks are on their way.
    session.isBusy = isTaken(result);
    form.removeAttribute("aria-busy");
    finished(result);
  };
  session.screens = makeScreens(form, {
    moved: (at) => {
      session.keep();
      moved(at);
    },
    changed: () => session.keep(),
    finished: () => session.send(),
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    session.screens.forward();
  });
  // The same sheet in another language; without a network it stays in this one.
  for (const button of document.querySelectorAll("[name=switch]")) {
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      const result = await ask(session.path, [["pass", session.draft.pass], ["switch", button.value]]);
      if (result.status === "open" || result.status === "stale") window.location.reload();
      else session.say(filled(session.screens.words.unreachable));
    });
  }
  session.begin();
  return session;
};
