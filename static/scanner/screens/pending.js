// What waits to be sent, in words; pressed, it is sent now.
import { h, icon, t } from "../dom.js";

export class PendingLine {
  /** `isNarrow`: two short lines instead of a long one. */
  constructor(app, { isNarrow = false } = {}) {
    this.app = app;
    this.isNarrow = isNarrow;
    this.element = h("div", { class: "pending" });
  }

  update({ unsent, isOnline }) {
    const key = `${unsent} ${isOnline} ${this.isSending}`;
    if (this.key === key) return; // do not take the focus from the button
    this.key = key;
    const waiting = unsent ? t("waiting", { n: unsent }) : t("all_sent");
    const words = isOnline === false ? `${t("offline")} · ${unsent ? waiting : t("ready_offline")}` : waiting;
    if (!unsent) {
      const calm = this.isNarrow && isOnline === false ? t("offline") : words;
      this.element.replaceChildren(h("p", { class: "pending__line" }, icon(isOnline === false ? "warn" : "ok"), h("span", {}, calm)));
      return;
    }
    const send = t(this.isSending ? "sending" : "send_now");
    const lines = this.isNarrow && isOnline === false ? [t("offline"), this.isSending ? send : waiting] : [words, send];
    const inner = [icon("sync"), h("span", {}, lines[0]), h("span", { class: "pending__send" }, lines[1])];
    this.element.replaceChildren(h("button", { type: "button", class: "pending__line", onclick: () => this.send() }, inner));
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    this.update(this.app.engine.state);
    try {
      await this.app.engine.sync();
    } catch {
      // still no network: the line goes on saying what waits
    }
    this.isSending = false;
    this.update(this.app.engine.state);
  }
}
