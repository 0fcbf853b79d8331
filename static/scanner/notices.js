// What is out of order on this phone: the worst first. One line on the scanning screen, the explanations behind it.
import { t } from "./dom.js";

const WRONG_CLOCK = 120; // seconds; the server corrects from here on
const LITTLE_STORAGE = 20 * 1024 * 1024;

const howFar = (seconds) => {
  const minutes = Math.round(Math.abs(seconds) / 60);
  return minutes < 120 ? t("clock_minutes", { n: minutes }) : t("clock_hours", { n: Math.round(minutes / 60) });
};

// [level, key, values] of each that holds.
const checks = (state, { offline, storage }) => [
  [state.storageFull, "bad", "storage_full_now"],
  [state.activity?.is_closed, "bad", "closed"],
  [storage && storage.left < LITTLE_STORAGE, "bad", "storage_low"],
  [state.isPrivate, "warn", "private"],
  [offline.isRefused, "warn", "offline_off"],
  [state.canVerify === false, "warn", "not_verified"],
  [Math.abs(state.clockAheadSeconds ?? 0) > WRONG_CLOCK, "warn", "clock", { time: howFar(state.clockAheadSeconds ?? 0) }],
  [state.otherTab, "warn", "other_tab"],
  [state.refusedByServer > 0, "warn", "refused_by_server", { n: state.refusedByServer }],
  [state.kept > 0, "info", "kept", { n: state.kept }],
];

export const noticesOf = (state, environment) =>
  checks(state, environment)
    .filter(([holds]) => holds)
    .map(([_holds, level, key, values = {}]) => ({ level, key, title: t(key, values), why: t(`${key}_why`, values) }));
