/** The page that a crowd scans ÷ the least that the same server can do, asked by the same client. */
import { request } from 'undici'
import { HttpClient } from './http.js'
import { closedLoop } from './load.js'
import { Plain } from './plain.js'
import { joined, requestsAtBest } from './requests.js'
import { inRounds, type Pair } from './rounds.js'
import type { Extent, Row } from './row.js'
import type { Stage } from './stage.js'

/** Requests of a probe. */
const PROBE = { quick: 2000, full: 10_000 }
const ASKED_BY_PEOPLE = { accept: 'text/html', 'accept-encoding': 'gzip' }

export const page200: Row = {
  id: 'page-200',
  what: "a pack's page, asked for again and again, ÷ a Fastify that says hello, in a plain process",
  unit: 'requests/s',
  target: 0.8,
  better: 'higher',
  measure: (stage, extent) => measure(stage, extent, 200)
}

export const page304: Row = {
  id: 'page-304',
  what: 'the same, by readers who have the page already',
  unit: 'requests/s',
  target: 0.9,
  better: 'higher',
  measure: (stage, extent) => measure(stage, extent, 304)
}

async function measure(stage: Stage, extent: Extent, status: 200 | 304): Promise<Pair[]> {
  const [pack] = await stage.packs()
  const path = `/01/${pack!.gtin}/21/${pack!.serial}`
  const { headers, body } = await request(stage.service.url + path, { headers: ASKED_BY_PEOPLE })
  const bytes = (await body.arrayBuffer()).byteLength
  extent.log(`${bytes} bytes of ${headers['content-encoding'] ?? 'plain'} HTML`)
  const asked = { ...ASKED_BY_PEOPLE, ...(status === 304 && { 'if-none-match': String(headers.etag) }) }
  const hello = await Plain.start<object, string>('hello.js')
  const plain = new HttpClient(hello.ready)
  try {
    const probe = extent.quick ? PROBE.quick : PROBE.full
    const side = (name: string, client: HttpClient, path: string, status: number) =>
      requestsAtBest(
        name,
        (count, inFlight) => closedLoop(count, inFlight, () => client.get(path, asked, status)),
        probe,
        extent
      )
    const ours = await side('ours', stage.http, path, status)
    const theirs = await side('theirs', plain, '/', 200)
    return await inRounds(ours, theirs, joined, 'requests/s', extent)
  } finally {
    plain.close()
    hello.close()
  }
}
