// The service worker's other end: brings it in, tells whether the app works without a network, takes over new versions.
import { config } from "./dom.js";

export const canWorkOffline = () => window.isSecureContext && "serviceWorker" in navigator;

export class Offline {
  constructor(changed) {
    this.changed = changed;
    this.isReady = false;
    this.isRefused = !canWorkOffline(); // no right to a service worker here
    this.hasUpdate = false;
    this.version = "";
    this.registration = null;
  }

  async start() {
    if (this.isRefused) return;
    const hadController = Boolean(navigator.serviceWorker.controller);
    let isReloading = false;
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      // The first one ever takes over a page that is up to date; a later one brings other files.
      if (!hadController || isReloading) return;
      isReloading = true;
      location.reload();
    });
    try {
      this.registration = await navigator.serviceWorker.register(config.serviceWorker, { scope: config.scope, updateViaCache: "none" });
    } catch {
      this.isRefused = true; // a certificate that the phone does not trust
      this.changed();
      return;
    }
    if (!this.registration) return; // some browsers refuse without a word
    // The start is a safe moment: nothing is half done, and what waits is in the phone's database.
    if (this.registration.waiting && hadController) this.takeOver();
    this.watch();
    const ready = await navigator.serviceWorker.ready;
    this.isReady = true;
    ready.active.postMessage({ language: config.language });
    this.version = await this.keptVersion();
    this.changed();
  }

  watch() {
    const follow = () => {
      const coming = this.registration.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state !== "installed" || !navigator.serviceWorker.controller) return;
        this.hasUpdate = true;
        this.changed();
      });
    };
    this.registration.addEventListener("updatefound", follow);
    follow(); // one that was on its way before we listened
  }

  takeOver = () => this.registration?.waiting?.postMessage("take over");

  async keptVersion() {
    const name = (await caches.keys()).find((key) => key.startsWith("scanner-") && key !== "scanner-settings");
    return name?.slice("scanner-".length) ?? "";
  }
}

// Bytes used and how full the browser's share is; null where the browser does not tell.
export const storage = async () => {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return { used: usage, left: quota - usage };
  } catch {
    return null;
  }
};

// `carried`: what was being done, for the page in the new language. Behind #, so that it reaches no server.
export const chooseLanguage = async (language, carried = {}) => {
  // The API answers in this language too; the page itself needs no network for it.
  document.cookie = `django_language=${language}; path=/; max-age=31536000; samesite=lax`;
  (await navigator.serviceWorker?.getRegistration?.(config.scope))?.active?.postMessage({ language });
  const hash = new URLSearchParams(carried).toString();
  location.replace(`${config.scope}?language=${language}${hash && `#${hash}`}`);
};
