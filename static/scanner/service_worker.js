// Keeps the scanner on the phone. The view puts the list before this script: KEPT = {version, scope, language, shells,
// files}. Everything of a version is in one cache, so that a page never mixes two of them.
const CACHE = `scanner-${KEPT.version}`;
const SETTINGS = "scanner-settings"; // survives versions
const LANGUAGE = `${KEPT.scope}language`;

const fetchAll = async () => {
  const cache = await caches.open(CACHE);
  // The pages anew; files have hashes in their names, so what the page has just loaded is not loaded twice.
  await Promise.all(Object.values(KEPT.shells).map((url) => cache.add(new Request(url, { cache: "no-cache" }))));
  await cache.addAll(KEPT.files);
};

self.addEventListener("install", (event) => event.waitUntil(fetchAll()));

const tidy = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE && name !== SETTINGS).map((name) => caches.delete(name)));
  await self.clients.claim();
};
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

const remember = async (language) => {
  if (language in KEPT.shells) await (await caches.open(SETTINGS)).put(LANGUAGE, new Response(language));
};
const remembered = async () => (await (await caches.match(LANGUAGE, { cacheName: SETTINGS }))?.text()) ?? KEPT.language;

// The page in the language asked for, else in the one this phone uses.
const page = async (request) => {
  const wished = new URL(request.url).searchParams.get("language");
  const language = wished in KEPT.shells ? wished : await remembered();
  return (await caches.match(KEPT.shells[language], { cacheName: CACHE })) ?? fetch(request);
};
const file = async (request) => (await caches.match(request, { cacheName: CACHE })) ?? fetch(request);

const files = new Set(KEPT.files.map((url) => new URL(url, self.location).href));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (request.mode === "navigate" && url.origin === self.location.origin && url.pathname === KEPT.scope) {
    event.respondWith(page(request));
  } else if (files.has(url.href)) {
    event.respondWith(file(request));
  } // everything else, the API too, goes its own way
});

self.addEventListener("message", (event) => {
  if (event.data?.language) event.waitUntil(remember(event.data.language));
  if (event.data === "take over") self.skipWaiting();
});
