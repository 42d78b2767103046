import { createHash } from 'node:crypto'
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { STYLE } from './page-style.js'

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Pages have what is of this origin, and the one stylesheet that is written into them. */
const FOR_PAGES = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", hashOf(STYLE)],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    workerSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"]
  }
}

/** The documentation's own script writes styles into its elements. */
const FOR_DOCS = {
  contentSecurityPolicy: {
    ...FOR_PAGES,
    directives: { ...FOR_PAGES.directives, styleSrc: ["'self'", "'unsafe-inline'"] }
  }
}

/** What a browser makes of JSON: nothing, so most of what protects pages says nothing there, and costs each answer its time. */
const FOR_DATA = {
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginOpenerPolicy: false,
  dnsPrefetchControl: false,
  originAgentCluster: false,
  permittedCrossDomainPolicies: false,
  referrerPolicy: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPoweredBy: false,
  xXssProtection: false
} as const

/** What answers tell browsers that they may do with them, by address. @param overTls whether the service is reached by https */
export async function installHeaders(app: FastifyInstance, overTls: boolean): Promise<void> {
  app.addHook('onRoute', route => {
    if (route.url.startsWith('/api/')) route.helmet ??= FOR_DATA
    if (route.url.startsWith('/docs')) route.helmet ??= FOR_DOCS
  })
  await app.register(helmet, { contentSecurityPolicy: FOR_PAGES, strictTransportSecurity: overTls })
}
