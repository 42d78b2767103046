/**
 * The service worker of /desk: the app opens without a signal. It keeps the shell, whole and of one version, and answers
 * with it; everything else goes to the service as if it were not there. It sends nothing: the app's replayer does.
 */
declare const self: ServiceWorkerGlobalScope & {
  /** Written before this script by the gateway: the shell's files, and a hash over them. */
  SHELL: { version: string; files: string[] }
}

const HOME = '/desk'
/** Each has its own hash in its name: what came once is good for ever, the camera's reader too. */
const ASSETS = '/assets/'
const PREFIX = 'desk-'
const cacheName = PREFIX + self.SHELL.version

self.addEventListener('install', event => {
  event.waitUntil(fill().then(() => self.skipWaiting()))
})

self.addEventListener('activate', event => {
  event.waitUntil(clear().then(() => self.clients.claim()))
})

self.addEventListener('fetch', event => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (self.SHELL.files.includes(pathname) || pathname.startsWith(ASSETS)) event.respondWith(kept(pathname, request))
  else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => home(pathname)))
})

/** All of the shell or nothing: one file of another version would not fit. */
async function fill(): Promise<void> {
  const cache = await caches.open(cacheName)
  await cache.addAll(self.SHELL.files.map(file => new Request(file, { cache: 'reload' })))
}

async function clear(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter(name => name.startsWith(PREFIX) && name !== cacheName)
  await Promise.all(old.map(name => caches.delete(name)))
}

async function kept(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  const known = await cache.match(file)
  if (known) return known
  const response = await fetch(request)
  if (response.ok && file.startsWith(ASSETS)) await cache.put(file, response.clone())
  return response
}

/** A page of /desk that takes a signal, asked for without one. */
const home = (pathname: string): Response => Response.redirect(`${HOME}#/offline/${encodeURIComponent(pathname)}`)
