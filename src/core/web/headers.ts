import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import helmet, { type HelmetOptions } from 'helmet'
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

/** Where goods are handled or looked into codes are read by the camera, by a program in WebAssembly. Nothing else is evaluated there. */
const FOR_CAMERA = {
  contentSecurityPolicy: {
    ...FOR_PAGES,
    directives: { ...FOR_PAGES.directives, scriptSrc: ["'self'", "'wasm-unsafe-eval'"] }
  }
}

/** The documentation's own script writes styles into its elements. */
const FOR_DOCS = {
  contentSecurityPolicy: {
    ...FOR_PAGES,
    directives: { ...FOR_PAGES.directives, styleSrc: ["'self'", "'unsafe-inline'"] }
  }
}

/** What a browser makes of JSON: nothing, so most of what protects pages says nothing there. */
const FOR_DATA = {
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginOpenerPolicy: false,
  referrerPolicy: false,
  xFrameOptions: false
} as const

/** What only browsers and plug-ins listened to that are gone, or asks for what is the default: each header costs a page 1 %. */
const NOT_SAID = {
  dnsPrefetchControl: false,
  originAgentCluster: false,
  permittedCrossDomainPolicies: false,
  xDownloadOptions: false,
  xPoweredBy: false,
  xXssProtection: false
} as const

/** What answers tell browsers that they may do with them, by address. @param overTls whether the service is reached by https */
export function installHeaders(app: FastifyInstance, overTls: boolean): void {
  const base: HelmetOptions = {
    ...NOT_SAID,
    contentSecurityPolicy: FOR_PAGES,
    strictTransportSecurity: overTls,
    // Under helmet's `no-referrer` browsers hide where a form comes from, from ourselves too.
    referrerPolicy: { policy: 'same-origin' }
  }
  const pages = headersOf(base)
  const others: [RegExp, HelmetOptions][] = [
    [/^\/(api\/|epcis(?![^/?]))/, FOR_DATA],
    [/^\/docs/, FOR_DOCS],
    [/^\/(desk|audit)(?![^/?])/, FOR_CAMERA]
  ]
  const byAddress = others.map(([address, options]) => [address, headersOf(Object.assign({}, base, options))] as const)
  app.addHook('onRequest', ({ url }, reply, done) => {
    reply.headers(byAddress.find(([address]) => address.test(url))?.[1] ?? pages)
    done()
  })
}

/** Made once: helmet says the same of every request, and took a sixth of a page's time to say it anew. */
function headersOf(options: HelmetOptions): Record<string, string> {
  const headers: Record<string, string> = {}
  const response = {
    setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value),
    removeHeader() {}
  }
  helmet(options)({} as IncomingMessage, response as unknown as ServerResponse, error => {
    if (error) throw error
  })
  return headers
}
