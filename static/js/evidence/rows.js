// The list of files on their way: one row each, changed where it stands.

export class Rows {
  constructor(box, leaveOut) {
    this.box = box;
    this.list = box.querySelector("[data-uploads-list]");
    this.template = box.querySelector("template");
    this.summary = box.querySelector("[data-uploads-summary]");
    this.all = box.querySelector("[data-uploads-all]");
    this.leaveOut = leaveOut;
    this.rows = new Map();
    this.counts = { all: 0, kept: 0, refused: 0 };
  }

  word(name) {
    return this.box.dataset[name];
  }

  has(number) {
    return this.rows.has(number);
  }

  add(item) {
    if (this.rows.has(item.number)) return;
    const row = this.template.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-name]").textContent = item.name;
    row.querySelector("button").addEventListener("click", () => this.leaveOut(item.number));
    this.rows.set(item.number, row);
    this.list.append(row);
    this.counts.all += 1;
    this.box.hidden = false;
    this.say(item.number, this.word("waiting"));
    this.count();
  }

  say(number, words, share = null) {
    const row = this.rows.get(number);
    if (!row) return;
    row.querySelector("[data-says]").textContent = words;
    const bar = row.querySelector("progress");
    bar.hidden = share === null;
    if (share !== null) bar.value = share;
  }

  kept(number, { evidence, notice }) {
    const row = this.end(number, "ok");
    if (!row) return;
    this.say(number, [`${this.word("kept")} ${evidence.place}`, notice].filter(Boolean).join(". "));
    if (evidence.preview) {
      const picture = Object.assign(new Image(56, 56), { loading: "lazy", alt: "", src: evidence.preview });
      row.prepend(picture);
    }
    this.counts.kept += 1;
    this.count();
  }

  refused(number, words) {
    if (!this.end(number, "bad")) return;
    this.say(number, words);
    this.counts.refused += 1;
    this.count();
  }

  remove(number) {
    this.rows.get(number)?.remove();
    if (this.rows.delete(number)) this.counts.all -= 1;
    this.count();
  }

  end(number, kind) {
    const row = this.rows.get(number);
    if (!row || row.dataset.ended) return null;
    row.dataset.ended = kind;
    row.querySelector("button").remove();
    row.querySelector(`[data-icon="${kind}"]`).hidden = false;
    return row;
  }

  count() {
    const { all, kept, refused } = this.counts;
    const isOver = kept + refused >= all;
    this.all.max = Math.max(all, 1);
    this.all.value = kept + refused;
    this.all.hidden = isOver;
    this.summary.textContent = `${kept} / ${all}`;
    this.box.querySelector("[data-uploads-over]").hidden = !isOver || !kept;
    this.box.querySelector("[data-uploads-hint]").hidden = isOver;
    if (!all) this.box.hidden = true;
  }
}
