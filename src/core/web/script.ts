import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyPluginAsync } from 'fastify'

/** A year: what has its own hash in its name never changes. */
const FOR_GOOD = 'public, max-age=31536000, immutable'

/** The page's script in the forms that browsers take, as `scripts/bundle.mjs` left them. */
function builtScript(name: string) {
  const read = (extension: string) => {
    try {
      return readFileSync(new URL(`../../../assets/${name}.mjs${extension}`, import.meta.url))
    } catch (cause) {
      throw new Error('The script of the pages is not built; npm run build makes it', { cause })
    }
  }
  const plain = read('')
  const hash = createHash('sha256').update(plain)
  const digest = hash.copy().digest('base64')
  return {
    path: `/assets/${name}-${hash.digest('hex').slice(0, 16)}.js`,
    integrity: `sha256-${digest}`,
    bodies: { br: read('.br'), gzip: read('.gz'), identity: plain }
  }
}

/** What checks a page on its reader's device. */
export const checkScript = builtScript('check')

/** What makes and uses passkeys. */
export const peopleScript = builtScript('people')

/** What lets the arrow keys go through a graph. */
export const graphScript = builtScript('graph')

/** All that pages load, each to be kept for good. */
const SCRIPTS = [checkScript, peopleScript, graphScript]

export const scriptRoutes: FastifyPluginAsync = async app => {
  for (const { path, bodies } of SCRIPTS) {
    app.get(path, { schema: { hide: true } }, async (request, reply) => {
      const accepted = request.headers['accept-encoding'] ?? ''
      const encoding = (['br', 'gzip'] as const).find(each => new RegExp(`\\b${each}\\b`).test(accepted)) ?? 'identity'
      if (encoding !== 'identity') reply.header('content-encoding', encoding)
      return reply
        .header('cache-control', FOR_GOOD)
        .header('vary', 'accept-encoding')
        .type('text/javascript; charset=utf-8')
        .send(bodies[encoding])
    })
  }
}
