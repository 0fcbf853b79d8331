// The menu and what is behind it: settings, notices, the last scans, about, leaving.
import { spacedCode, whyWords } from "../answers.js";
import { Camera } from "../camera.js";
import { button, clock, config, h, icon, memory, notice, screen, t } from "../dom.js";
import { settings } from "../feedback.js";
import { noticesOf } from "../notices.js";
import { tapWords } from "./counter.js";
import { chooseLanguage, storage } from "../offline.js";

const row = (symbol, words, onclick, end = "") =>
  h("li", {}, h("button", { type: "button", class: "row", onclick }, icon(symbol), h("span", { class: "row__words" }, words), h("span", { class: "row__end" }, end)));

const onOff = (name, symbol, words) => {
  const item = row(symbol, words, () => {
    settings[name] = !settings[name];
    show();
  });
  const show = () => {
    item.firstChild.setAttribute("aria-pressed", String(settings[name]));
    item.querySelector(".row__end").textContent = t(settings[name] ? "on" : "off");
  };
  show();
  return item;
};

export const menu = (app) => {
  const news = h("div", { role: "status" });
  const element = screen(
    app,
    t("menu"),
    news,
    h(
      "ul",
      { class: "rows" },
      row("clock", t("recent"), () => app.show("recent")),
      row("place", t("menu_where"), () => app.show("choose")),
      row("camera", t("camera"), () => app.show("cameras")),
      onOff("sound", "sound", t("menu_sound")),
      onOff("vibration", "phone", t("menu_vibration")),
      row("edit", t("menu_language"), () => app.show("languages"), config.languages.find(([code]) => code === config.language)?.[1]),
      row("download", t("menu_rescue"), () => app.show("rescue"), app.engine.state.unsent || ""),
      row("info", t("menu_about"), () => app.show("about")),
      row("leave", t("menu_leave"), () => app.show("leave")),
    ),
  );
  element.update = () => {
    if (app.environment.offline.hasUpdate && !news.children.length) news.append(updateNotice(app));
  };
  element.update();
  return element;
};

const updateNotice = (app) =>
  notice("info", h("p", {}, t("update")), button(t("update_go"), () => app.environment.offline.takeOver(), { symbol: "sync" }));

const picks = (legend, name, options, chosen, onpick) =>
  h(
    "fieldset",
    { class: "field" },
    h("legend", { class: "visually-hidden" }, legend),
    options.map(([value, words, lang]) =>
      h("label", { class: "pick", lang }, h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onpick(value) }), h("span", { class: "pick__words" }, words)),
    ),
  );

export const languages = (app) =>
  screen(app, t("menu_language"), picks(t("menu_language"), "language", config.languages.map(([code, name]) => [code, name, code]), config.language, chooseLanguage));

export const cameras = (app) => {
  const place = h("div", {});
  const pick = (id) => {
    memory.set("camera", id);
    app.scan.camera.stop();
    app.back();
    app.scan.camera.start();
  };
  Camera.list().then((found) => {
    const options = [["", t("camera_default")], ...found.map((one, n) => [one.deviceId, one.label || t("camera_n", { n: n + 1 })])];
    place.replaceChildren(found.length ? picks(t("camera_choose"), "camera", options, memory.get("camera"), pick) : h("p", {}, t("camera_none")));
  });
  return screen(app, t("camera_choose"), place);
};

export const notices = (app) => {
  const all = noticesOf(app.engine.state, app.environment);
  return screen(app, t("notices"), ...all.map(({ level, title, why }) => notice(level, h("h2", {}, title), h("p", {}, why))));
};

// What became of an act since: it waits, the server has it, the organiser looks at it, it was refused.
const standing = ({ state, kind }) => ({ unsent: "saved", kept: "kept", refused: "refused" })[state] ?? (kind === "saved" ? "new" : kind);
const BADGES = { new: ["ok", "new"], already: ["warn", "already"], saved: ["info", "state_saved"], refused: ["bad", "refused"], kept: ["info", "state_kept"] };

const recentRow = (act) => {
  const [level, words] = act.isUndone ? ["warn", "counter_undone_badge"] : BADGES[standing(act)];
  const { name, code } = act.person ?? {};
  const who = act.tap ? tapWords(act.tap) : act.people > 1 ? t("how_many", { n: act.people }) : name || t("anonymous");
  const why = level === "bad" ? whyWords(act) : "";
  return h(
    "li",
    { class: "recent" },
    h("span", { class: "recent__time" }, clock(act.at)),
    h("span", { class: "row__words" }, h("span", {}, who), code ? h("span", { class: "muted small code" }, spacedCode(code)) : null),
    h("span", { class: `badge badge--${level}` }, icon(level === "info" ? "saved" : level), t(words)),
    why ? h("span", { class: "recent__why muted small" }, why) : null,
  );
};

export const recent = (app) => {
  const list = h("ul", { class: "rows" });
  const fill = async () => {
    const acts = await app.engine.recent();
    list.replaceChildren(...(acts.length ? acts.map(recentRow) : [h("li", { class: "empty" }, t("recent_none"))]));
  };
  const element = screen(app, t("recent"), list);
  element.update = fill;
  fill();
  return element;
};

const fact = (name, value) => [h("dt", {}, name), h("dd", {}, value)];

export const about = (app) => {
  const room = h("span", {}, "…");
  storage().then((found) => {
    const megabytes = found ? `${(found.used / 1048576).toFixed(1)} MB · ` : "";
    room.textContent = megabytes + t(app.engine.state.isPersisted ? "about_storage_kept" : "about_storage_loose");
  });
  const yesNo = (is) => t(is ? "yes" : "no");
  const facts = h("dl", { class: "facts" });
  const element = screen(app, t("menu_about"), facts);
  // Whether it works without a network, and which version this is, may be known only after the screen was opened.
  element.update = (state) => {
    const { offline } = app.environment;
    facts.replaceChildren(
      ...fact(t("about_phone"), state.device?.label || t("anonymous")),
      ...fact(t("about_offline"), yesNo(offline.isReady)),
      ...fact(t("about_verifies"), yesNo(state.canVerify)),
      ...fact(t("about_contact"), clock(state.lastContact) || t("about_never")),
      ...fact(t("about_until"), clock(state.device?.expires_at) || t("about_never")),
      ...fact(t("about_storage"), room),
      ...fact(t("about_version"), h("code", {}, offline.version || "–")),
    );
  };
  element.update(app.engine.state);
  return element;
};

export const leave = (app) => {
  const { unsent } = app.engine.state;
  const faults = h("div", { role: "alert" });
  const go = async (event) => {
    event.currentTarget.disabled = true;
    try {
      await app.engine.leave();
      app.left();
    } catch {
      faults.replaceChildren(notice("bad", h("p", {}, t("otherwise"))));
    }
  };
  const first = unsent ? [notice("warn", h("p", {}, t("leave_unsent", { n: unsent }))), button(t("menu_rescue"), () => app.show("rescue"), { symbol: "download" })] : [];
  return screen(app, t("leave_title"), h("p", { class: "lead" }, t("leave_note")), ...first, faults, h("div", { class: "actions" }, button(t("leave_go"), go, { symbol: "leave", variant: "button--bad" }), button(t("back"), app.back)));
};
