import { createHash } from 'node:crypto'
import type { FastifyPluginAsync } from 'fastify'
import { sendAppPage } from '../../../core/web/app-page.js'
import { Say } from '../../../core/web/page.js'
import { deskScript, deskWorker, scanningScript } from '../../../core/web/script.js'
import { say } from '../../../core/web/texts.js'
import { iconOf } from './icon.js'

const SIZES = [192, 512] as const
const iconPath = (size: number) => `/desk/icon-${size}.png`
const MANIFEST_PATH = '/desk/manifest.webmanifest'

const MANIFEST = {
  id: '/desk',
  name: `${say('site').zh} ${say('deskTitle').zh}`,
  short_name: say('site').zh,
  lang: 'zh-CN',
  start_url: '/desk',
  scope: '/desk',
  display: 'standalone',
  background_color: '#f5f7f5',
  theme_color: '#1f6b45',
  icons: SIZES.map(size => ({
    src: iconPath(size),
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose: 'any maskable'
  }))
}

/** What is asked for anew at each opening; what it is made of says whether it has changed. */
const ASK_AGAIN = 'no-cache'

/**
 * The app's shell: a page that says the same to everybody, so that it can lie on a phone. Who somebody is, and what he
 * holds, the app asks for by itself.
 */
export const shell: FastifyPluginAsync = async app => {
  const icons = new Map(SIZES.map(size => [size, iconOf(size)]))
  const worker = deskWorker.bodies.identity.toString()

  app.get('/desk', { schema: { hide: true } }, async (_, reply) =>
    sendAppPage(reply, {
      title: say('deskTitle').zh,
      area: 'desk',
      section: 'home',
      person: null,
      children: (
        <div id="desk" data-scanning={scanningScript.path}>
          <section class="card">
            <h1>
              <Say text={say('deskTitle')} />
            </h1>
            <p>
              <Say text={say('deskNeedsScript')} />
            </p>
            <div class="actions">
              <a class="button" href="/desk/online">
                <Say text={say('deskOnlineForms')} />
              </a>
              <a class="button secondary" href="/desk/goods">
                <Say text={say('deskGoods')} />
              </a>
            </div>
          </section>
          <script type="module" src={deskScript.path} integrity={deskScript.integrity} />
        </div>
      )
    })
  )

  /** What the app needs to open without a signal, and a hash over it: by a change of that browsers see a new version. */
  const shellNow = async () => {
    const { body } = await app.inject({ url: '/desk' })
    const assets = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!)
    const files = ['/desk', ...new Set(assets), MANIFEST_PATH, ...SIZES.map(iconPath)]
    const hash = createHash('sha256').update(worker).update(JSON.stringify(MANIFEST)).update(body)
    return { version: hash.digest('hex').slice(0, 16), files }
  }
  let known: ReturnType<typeof shellNow> | undefined
  app.get('/desk/worker.js', { schema: { hide: true } }, async (_, reply) => {
    known ??= shellNow()
    return reply
      .header('cache-control', ASK_AGAIN)
      .header('service-worker-allowed', '/desk')
      .type('text/javascript; charset=utf-8')
      .send(`self.SHELL=${JSON.stringify(await known)};\n${worker}`)
  })

  app.get(MANIFEST_PATH, { schema: { hide: true } }, async (_, reply) =>
    reply.header('cache-control', ASK_AGAIN).type('application/manifest+json').send(MANIFEST)
  )
  for (const [size, icon] of icons)
    app.get(iconPath(size), { schema: { hide: true } }, async (_, reply) =>
      reply.header('cache-control', ASK_AGAIN).type('image/png').send(icon)
    )
}
