// Before scanning: the organiser's QR was opened, or nothing yet; where this phone checks people in; access ended.
import { button, config, field, h, hasWords, icon, memory, notice, plainDay, plainTime, screen, t } from "../dom.js";
import { Unreachable } from "../engine.js";
import { chooseLanguage } from "../offline.js";
import { downloadRescue } from "./rescue.js";

const whatFor = ({ activity, organisation }) => activity?.title || organisation || "";
// An answer without a code never came from the server.
const refusal = (error) => (hasWords(error?.code) ? t(error.code) : error?.detail || t(error instanceof Unreachable ? "no_network" : "otherwise"));

// A screen that nobody has come to from the menu: the languages stand on it. `carried` gives what is filled in.
const opening = (app, carried, title, ...children) => {
  const element = screen(app, title, ...children);
  if (app.canGoBack()) return element;
  const language = ([code, , short]) =>
    h("button", { type: "button", lang: code, "aria-current": code === config.language && "true", onclick: () => code === config.language || chooseLanguage(code, carried()) }, short);
  element.prepend(h("div", { class: "languages", role: "group", "aria-label": t("menu_language") }, config.languages.map(language)));
  return element;
};

export const welcome = (app) =>
  opening(app, () => ({}), t("scanner"), h("div", { class: "hero" }, icon("qr")), h("p", { class: "lead" }, t("welcome")), h("p", { class: "muted" }, t("welcome_note")));

// `code` stood behind # in the organiser's QR.
export const claim = (app, { code, label: typed }) => {
  const { state } = app.engine;
  const faults = h("div", { role: "alert" });
  const label = h("input", { id: "label", maxlength: 60, autocomplete: "off", "aria-describedby": "label-help", value: typed ?? memory.get("label") });
  const go = h("button", { class: "button button--main button--wide" }, icon("phone"), h("span", {}, t("claim_go")));
  const submit = async (event) => {
    event.preventDefault();
    if (go.disabled) return;
    go.disabled = true;
    faults.replaceChildren();
    memory.set("label", label.value.trim());
    try {
      await app.engine.claim(code, label.value.trim());
      app.claimed();
    } catch (error) {
      faults.replaceChildren(notice("bad", h("p", {}, refusal(error))));
      go.disabled = false;
    }
  };
  const already = state.phase === "ready" ? whatFor(state) : "";
  return opening(
    app,
    () => ({ k: code, label: label.value }),
    t("claim_title"),
    already ? notice("warn", h("p", {}, t("claim_again", { what: already }))) : h("p", { class: "lead" }, t("claim_note")),
    h("form", { class: "form", onsubmit: submit }, field("label", t("claim_label"), label, t("claim_label_help")), faults, h("div", { class: "actions actions--thumb" }, go, already ? button(t("claim_keep", { what: already }), () => app.stay()) : null)),
  );
};

const activityCard = (activity, isChosen) => {
  const when = [plainDay(activity.starts_on), plainTime(activity.starts_at), activity.venue || activity.town].filter(Boolean).join(" · ");
  return h(
    "label",
    { class: "pick" },
    h("input", { type: "radio", name: "activity", value: activity.code, checked: isChosen }),
    h("span", { class: "pick__words" }, h("b", {}, activity.title || activity.kind), h("span", { class: "muted small" }, [activity.kind, when].filter(Boolean).join(" · ")), activity.is_closed ? h("span", { class: "badge badge--bad" }, icon("bad"), t("is_closed")) : null),
  );
};

const sessionOptions = (activity) =>
  (activity?.sessions ?? []).map((session) => {
    const words = [session.title || t("session_n", { n: session.number }), plainDay(session.held_on), plainTime(session.starts_at)];
    return h("option", { value: session.number }, words.filter(Boolean).join(" · "));
  });

export const choose = (app, draft = {}) => {
  const { state } = app.engine;
  const activities = state.activities ?? [];
  const chosen = activities.find((one) => one.code === draft.activity) ?? state.activity ?? activities.find((one) => !one.is_closed) ?? activities[0];
  if (!chosen) return opening(app, () => ({ isChoosing: 1 }), t("choose_title"), notice("warn", h("p", {}, t("choose_none"))));
  const sessions = h("select", { id: "session" });
  const sessionField = field("session", t("choose_session"), sessions);
  const door = h("input", { id: "door", maxlength: 40, autocomplete: "off", "aria-describedby": "door-help", value: draft.door ?? (state.door || "") });
  const doorField = field("door", t("choose_door"), door, t("choose_door_help"));
  const go = h("span", {});
  const current = () => activities.find((one) => one.code === form.querySelector("input[name=activity]:checked")?.value) ?? chosen;
  const showSessions = () => {
    const activity = current();
    sessions.replaceChildren(...sessionOptions(activity));
    sessions.value = String((draft.activity === activity.code && draft.session) || (state.activity?.code === activity.code && state.session) || activity.session_now || 1);
    sessionField.hidden = (activity.sessions ?? []).length < 2;
    doorField.hidden = Boolean(activity.counter); // a leaflet point has none
    go.textContent = t(activity.counter ? "counter_start" : "choose_go");
  };
  const submit = async (event) => {
    event.preventDefault();
    await app.engine.choose({ activity: current().code, session: sessionField.hidden ? null : Number(sessions.value), door: door.value.trim() });
    app.chosen();
  };
  const list = activities.map((one) => activityCard(one, one.code === chosen.code));
  const form = h(
    "form",
    { class: "form", onsubmit: submit },
    activities.length > 1 ? h("fieldset", { class: "field", onchange: showSessions }, h("legend", {}, t("choose_activity")), list) : h("div", { class: "field" }, h("p", { class: "lead" }, h("b", {}, chosen.title || chosen.kind), h("br"), h("span", { class: "muted small" }, [chosen.kind, plainDay(chosen.starts_on), plainTime(chosen.starts_at), chosen.venue].filter(Boolean).join(" · ")))),
    sessionField,
    doorField,
    h("div", { class: "actions actions--thumb" }, h("button", { class: "button button--main button--wide" }, icon("ok"), go)),
  );
  showSessions();
  const carried = () => ({ isChoosing: 1, activity: current().code, session: sessions.value, door: door.value });
  return opening(app, carried, t("choose_title"), state.organisation ? h("p", { class: "muted" }, t("choose_for", { organisation: state.organisation })) : null, form);
};

export const ended = (app) => {
  const { state } = app.engine;
  const why = hasWords(state.endedWhy) ? t(state.endedWhy) : "";
  const rescue = state.unsent ? [h("p", {}, t("ended_todo")), state.canRescue ? downloadRescue(app) : null] : [];
  return opening(
    app,
    () => ({}),
    t("ended_title"),
    notice("bad", h("p", {}, why)),
    h("p", { class: "lead" }, state.unsent ? t("ended_unsent", { n: state.unsent }) : t("ended_none")),
    ...rescue,
    h("p", { class: "muted" }, t("welcome")),
    button(t("recent"), () => app.show("recent"), { symbol: "clock" }),
  );
};
