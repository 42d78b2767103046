import '../../../core/web/browser/first.js'
import { render } from 'preact'
import { Replayer } from './replayer.js'
import { Store } from './store.js'
import { App } from './views/app.js'

/**
 * The app at /desk. What can run it, takes the place of what the page says without a script; what cannot (no storage, no
 * WebCrypto: a messenger's webview, a page without https) leaves the way to the forms on the line as it is.
 */
const place = document.querySelector<HTMLElement>('#desk')
if (place && globalThis.indexedDB && globalThis.crypto?.subtle) void open(place)

async function open(place: HTMLElement): Promise<void> {
  const store = await Store.open().catch(() => null)
  if (!store) return
  const heard: { onLine?: () => void } = {}
  const replayer = new Replayer(store, () => heard.onLine?.())
  link('manifest', '/desk/manifest.webmanifest')
  link('apple-touch-icon', '/desk/icon-192.png')
  place.replaceChildren()
  render(<App store={store} replayer={replayer} heard={heard} />, place)
  // Without one the app works while there is a signal, and keeps what is logged all the same.
  await navigator.serviceWorker?.register('/desk/worker.js', { scope: '/desk' }).catch(() => undefined)
  replayer.start()
}

/** Browsers look for these in the head, which belongs to all pages. */
function link(rel: string, href: string): void {
  const element = document.createElement('link')
  Object.assign(element, { rel, href })
  document.head.append(element)
}
