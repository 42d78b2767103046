import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { FastifyPluginAsync } from 'fastify'

/** A year: what has its own hash in its name never changes. */
export const FOR_GOOD = 'public, max-age=31536000, immutable'

/** What pages load, in the forms that browsers take. */
export interface Asset {
  path: string
  integrity: string
  type: string
  bodies: { br: Buffer; gzip: Buffer; identity: Buffer }
}

function assetOf(name: string, extension: string, type: string, bodies: Asset['bodies']): Asset {
  const hash = createHash('sha256').update(bodies.identity)
  const digest = hash.copy().digest('base64')
  const path = `/assets/${name}-${hash.digest('hex').slice(0, 16)}.${extension}`
  return { path, integrity: `sha256-${digest}`, type, bodies }
}

/** A file as `scripts/bundle.mjs` left it. */
export function built(file: string): Asset['bodies'] {
  const read = (extension: string) => {
    try {
      return readFileSync(new URL(`../../../assets/${file}${extension}`, import.meta.url))
    } catch (cause) {
      throw new Error(`${file}, which pages load, is not built; npm run build makes it`, { cause })
    }
  }
  return { br: read('.br'), gzip: read('.gz'), identity: read('') }
}

const builtScript = (name: string) => assetOf(name, 'js', 'text/javascript; charset=utf-8', built(`${name}.mjs`))

/** What checks a page on its reader's device. */
export const checkScript = builtScript('check')
/** Reads codes by the camera: loaded by what uses it, when it is used. */
export const scanningScript = builtScript('scanning')
/** Buttons beside fields for codes, and those that print. */
export const scanFieldsScript = builtScript('scan-fields')
/** The reader itself, which `scanningScript` fetches by this very address. */
export const readerModule = assetOf('reader', 'wasm', 'application/wasm', built('reader.wasm'))

/** What makes and uses passkeys. */
export const peopleScript = builtScript('people')
/** The app at /desk, and the worker by which it opens without a signal. */
export const deskScript = builtScript('desk')
export const deskWorker = builtScript('desk-worker')
/** What lets the arrow keys go through a graph. */
export const graphScript = builtScript('graph')
/** What keeps parts of a page as they are now. */
export const liveScript = builtScript('live')
/** What makes photographs smaller and signs records of inspections on the officer's device. */
export const inspectionScript = builtScript('inspection')
/** What makes pictures of products smaller. */
export const picturesScript = builtScript('pictures')
/** How the pages of those who log in look. */
export const appStyle = assetOf('suyuan', 'css', 'text/css; charset=utf-8', built('suyuan.css'))

/** A stylesheet that pages of one kind link to. */
export function stylesheet(name: string, text: string): Asset {
  const identity = Buffer.from(text)
  return assetOf(name, 'css', 'text/css; charset=utf-8', {
    identity,
    br: brotliCompressSync(identity),
    gzip: gzipSync(identity)
  })
}

/** Serves assets, each to be kept for good. */
export const assetRoutes =
  (assets: readonly Asset[]): FastifyPluginAsync =>
  async app => {
    for (const { path, type, bodies } of assets) {
      app.get(path, { schema: { hide: true } }, async (request, reply) => {
        const accepted = request.headers['accept-encoding'] ?? ''
        const encoding =
          (['br', 'gzip'] as const).find(each => new RegExp(`\\b${each}\\b`).test(accepted)) ?? 'identity'
        if (encoding !== 'identity') reply.header('content-encoding', encoding)
        return reply
          .header('cache-control', FOR_GOOD)
          .header('vary', 'accept-encoding')
          .type(type)
          .send(bodies[encoding])
      })
    }
  }

/** All that is built for pages. */
export const ASSETS: readonly Asset[] = [
  checkScript,
  peopleScript,
  deskScript,
  scanningScript,
  scanFieldsScript,
  readerModule,
  graphScript,
  liveScript,
  inspectionScript,
  picturesScript,
  appStyle
]

export const scriptRoutes = assetRoutes(ASSETS)
