// Reads a sheet as the server does (rules/questionnaires/sheets.py and conditions.py; tests hold both together): which
// questions the answers bring up, what was answered, what is wrong with it.

export const DECLINED = "~";

const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]/gu;
const NUMBER = /^(-?)(\d{1,12})(?:[.,](\d{1,9}))?$/;
const PLAIN_NUMBER = /^-?\d{1,12}(?:\.\d{1,12})?$/;
const ISO_DATE = /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/;
const POINTED_DATE = /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/;

// `rules`: see surveys/page_rules.py. `given`: Map of question code → values sent.
export const readSheet = (rules, given) => {
  const answers = new Map();
  const faults = new Map();
  const shown = new Set();
  for (const rule of rules) {
    if (!isShown(rule, answers)) continue;
    shown.add(rule.code);
    if (rule.type === "section") continue;
    const { value = null, fault } = readAnswer(rule, given.get(rule.code) ?? []);
    answers.set(rule.code, value);
    if (fault) faults.set(rule.code, fault);
  }
  return { answers, faults, shown };
};

export const isShown = (rule, answers) => {
  if (!rule.if) return true;
  const holds = ([question, operator, values]) => conditionHolds(operator, values, answers.get(question) ?? null);
  return rule.if.join === "all" ? rule.if.conditions.every(holds) : rule.if.conditions.some(holds);
};

const conditionHolds = (operator, values, value) => {
  if (value === null || value === "" || value.length === 0 || value === DECLINED) return false;
  const given = Array.isArray(value) ? value : [value];
  if (operator === "any_of") return given.some((one) => values.includes(one));
  if (operator === "none_of") return !given.some((one) => values.includes(one));
  const [number, bound] = [given[0], values[0]];
  if (!PLAIN_NUMBER.test(number) || !PLAIN_NUMBER.test(bound)) return false;
  return operator === "at_least" ? Number(number) >= Number(bound) : Number(number) <= Number(bound);
};

const wrong = (code, params = {}) => ({ fault: { code, params } });

const readAnswer = (rule, values) => {
  const said = values.map(cleaned).filter((value) => value && value !== DECLINED);
  if (!said.length) {
    if (rule.decline && values.includes(DECLINED)) return { value: DECLINED };
    return rule.required ? wrong("required") : {};
  }
  return READERS[rule.type](rule, said);
};

const cleaned = (value) => value.replaceAll("\r\n", "\n").replace(CONTROLS, "").trim();

const READERS = {
  single: (rule, said) => readOne(rule, said),
  scale: (rule, said) => readOne(rule, said),
  score: (rule, said) => readOne(rule, said),
  multiple: (rule, said) => {
    if (!said.every((code) => rule.codes.includes(code))) return wrong("unknown_option");
    const chosen = rule.codes.filter((code) => said.includes(code));
    if (rule.most && chosen.length > rule.most) return wrong("too_many", { most: rule.most });
    if (chosen.length > 1 && chosen.some((code) => rule.exclusive?.includes(code))) return wrong("excludes_others");
    return { value: chosen };
  },
  ranking: (rule, said) => {
    if (!said.every((code) => rule.codes.includes(code))) return wrong("unknown_option");
    if (new Set(said).size < said.length) return wrong("ranked_twice");
    if (rule.most && said.length > rule.most) return wrong("too_many", { most: rule.most });
    return { value: said };
  },
  number: (rule, said) => readNumber(rule, said[0]),
  date: (rule, said) => readDate(said[0]),
  short_text: (rule, said) => readText(rule, said[0]),
  long_text: (rule, said) => readText(rule, said[0]),
};

const readOne = (rule, said) => {
  if (new Set(said).size > 1) return wrong("only_one");
  return rule.codes.includes(said[0]) ? { value: said[0] } : wrong("unknown_option");
};

const readText = (rule, said) => {
  const length = lengthOf(said);
  return length > rule.longest ? wrong("too_long", { most: rule.longest, length }) : { value: said };
};

// In letters, as the server counts them, not in halves of a character.
export const lengthOf = (text) => [...text].length;

const readNumber = (rule, said) => {
  const parts = NUMBER.exec(said.replace(/\s/g, ""));
  if (!parts) return wrong("not_a_number");
  const [, minus, whole, rest = ""] = parts;
  const tail = rest.replace(/0+$/, "");
  const decimals = rule.decimals ?? 0;
  if (tail.length > decimals) return decimals ? wrong("decimals", { most: decimals }) : wrong("whole_number");
  const head = whole.replace(/^0+(?=\d)/, "");
  const plain = tail ? `${head}.${tail}` : head;
  const value = plain === "0" ? plain : minus + plain;
  if (rule.least !== undefined && Number(value) < Number(rule.least)) return wrong("too_small", { least: rule.least });
  if (rule.greatest !== undefined && Number(value) > Number(rule.greatest)) {
    return wrong("too_large", { most: rule.greatest });
  }
  return { value };
};

const readDate = (said) => {
  const found = ISO_DATE.exec(said) ?? POINTED_DATE.exec(said);
  if (!found) return wrong("not_a_date");
  const [year, month, day] = [found.groups.y, found.groups.m, found.groups.d].map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? { value: date.toISOString().slice(0, 10) } : wrong("not_a_date");
};
