// The rescue file: scans that cannot be sent from this phone go to the server by another way.
import { button, h, icon, notice, screen, t } from "../dom.js";

const say = (place, kind, words) => place.replaceChildren(notice(kind, h("p", {}, words)));

export const downloadRescue = (app) => {
  const place = h("div", { role: "status" });
  const save = async () => {
    try {
      const { unsent, refusedByServer } = app.engine.state;
      if (!unsent && !refusedByServer) return say(place, "info", t("rescue_none"));
      const blob = await app.engine.rescueFile();
      const link = h("a", { href: URL.createObjectURL(blob), download: `outreach-${new Date().toISOString().slice(0, 16).replace(/\D/g, "")}.rescue.json` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      return say(place, "ok", t("rescue_saved"));
    } catch {
      return say(place, "bad", t("otherwise"));
    }
  };
  return h("div", {}, button(t("rescue_save"), save, { symbol: "download", variant: "button--main button--wide" }), place);
};

const uploadRescue = (app) => {
  const place = h("div", { role: "status" });
  const input = h("input", { type: "file", accept: ".json,application/json", hidden: true });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    try {
      const result = await app.engine.sendRescue(await file.text());
      say(place, "ok", t("rescue_sent", { n: result.items.length }));
    } catch (error) {
      say(place, "bad", error?.detail || t("rescue_failed"));
    }
  });
  return h("div", {}, h("button", { type: "button", class: "button button--wide", onclick: () => input.click() }, icon("upload"), h("span", {}, t("rescue_send"))), input, place);
};

export const rescue = (app) => {
  const { unsent, canRescue } = app.engine.state;
  return screen(app, t("menu_rescue"), h("p", {}, t("rescue_note")), unsent ? h("p", { class: "lead" }, t("waiting", { n: unsent })) : null, canRescue ? downloadRescue(app) : notice("warn", h("p", {}, t("rescue_cannot"))), uploadRescue(app));
};
