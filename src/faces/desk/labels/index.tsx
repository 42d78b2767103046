import { setImmediate } from 'node:timers/promises'
import { LotNumber } from '@suyuan/model/core/gs1'
import { partyKey, productKey } from '@suyuan/model/core/records'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Person } from '../../../core/identity/person.js'
import { type NumberedProduct, productsOf } from '../../../core/mirror/registers.js'
import type { Services } from '../../../core/module.js'
import { sendAppPage } from '../../../core/web/app-page.js'
import { scannedOf } from '../../../core/web/browser/scanning/scanned.js'
import { Form } from '../../../core/web/form.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { assetRoutes } from '../../../core/web/script.js'
import { say } from '../../../core/web/texts.js'
import { codesOfLot, packedBy, unitsAmong } from '../../../modules/trace/queries/labelled.js'
import { sendCsv } from '../exchange/table.js'
import { printStyle, sendSheet } from '../printing.js'
import { certificates } from './certificates.js'
import { claimsIn, inForceOf, mayBePrinted, NO_CLAIMS } from './claims.js'
import { drawn, type Goods, Papers } from './label.js'
import { newSerials, newSsccs } from './numbers.js'
import { LabelsPage, runPath } from './pages.js'
import { MOST_PRINTED, RunPage } from './pages-run.js'
import { LABEL_KINDS, type Label, layoutsOf, type Run, Runs } from './runs.js'

const MOST_RUNS = 60
/** Labels of one run. */
const MOST_LABELS = 1000
const Named = z.object({ id: z.uuid() })
const OfPrint = Named.extend({ print: z.uuid() })

interface Desk {
  services: Services
  runs: Runs
}

/** /desk/labels and /desk/certificates: what is stuck on goods, and what goes along with fresh leaf. */
export const labels =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool } = services
    const runs = new Runs(pool)
    const desk: Desk = { services, runs }
    const onRequest = people.required('packer', 'operator')
    const page = { onRequest, schema: { hide: true } }
    const named = { onRequest, schema: { hide: true, params: Named } }
    await app.register(assetRoutes([printStyle]))
    await app.register(certificates(services))

    app.get('/desk/labels', page, (request, reply) => list(desk, request, reply, new Form()))
    app.post('/desk/labels', page, (request, reply) => make(desk, request, reply))
    app.post('/desk/labels/recorded', page, (request, reply) => makeRecorded(desk, request, reply))
    app.get('/desk/labels/find', page, async (request, reply) => {
      const { code = '' } = request.query as { code?: string }
      const { sscc, serial, text } = scannedOf(code)
      const found = await runs.find(request.person!.party, sscc ?? serial ?? text)
      return found
        ? reply.redirect(`${runPath(found.run)}#label-${found.position}`, 303)
        : list(desk, request, reply, new Form(), code)
    })

    app.get('/desk/labels/:id', named, (request, reply) => show(desk, request, reply, new Form()))
    app.get('/desk/labels/:id/codes.csv', named, async (request, reply) => {
      const run = await runOf(desk, request)
      const rows = (await runs.labels(request.person!.party, run.id))
        .filter(({ voidedAt }) => !voidedAt)
        .map(({ code }) => [
          run.gtin,
          run.lot,
          code,
          run.certificate,
          run.commonMark ? say('labelCommonMark').zh : null
        ])
      const names = [say('lot'), say('labelCodes'), say('deskCertificate'), say('deskCommonMark')]
      const columns = ['GTIN', ...names.map(({ zh }) => zh)].map(title => ({ title, width: 24 }))
      return sendCsv(reply, { name: run.lot, columns, rows }, `${run.kind}-${run.lot}`)
    })
    app.post('/desk/labels/:id/prints', named, (request, reply) => print(desk, request, reply))
    app.get(
      '/desk/labels/:id/prints/:print',
      { onRequest, schema: { hide: true, params: OfPrint } },
      (request, reply) => sheet(desk, request, reply)
    )
    app.post('/desk/labels/:id/voids', named, async (request, reply) => {
      const run = await runOf(desk, request)
      const form = Form.of(request.body)
      const first = form.whole('void-first', 1, run.count)
      const last = form.whole('void-last', first, run.count)
      const reason = form.text('void-reason', 60)
      if (form.failed) return show(desk, request, reply, form)
      const count = await runs.void(request.person!.party, request.person!.account, run.id, { first, last, reason })
      await people.audited(request.person!, 'labels.voided', run.id, { first, last, count })
      return reply.redirect(runPath(run.id), 303)
    })
  }

/** @throws HttpProblem NOT_FOUND, also for another party's */
async function runOf({ runs }: Desk, request: FastifyRequest): Promise<Run> {
  const run = await runs.get(request.person!.party, (request.params as { id: string }).id)
  if (!run) throw new HttpProblem('NOT_FOUND')
  return run
}

async function list(
  { services: { pool }, runs }: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  missing?: string
) {
  const person = request.person as Person
  const { party } = person
  const [known, products, packed, certificates, prefix] = await Promise.all([
    runs.of(party, MOST_RUNS),
    ownPacks(pool, party),
    packedBy(pool, party, MOST_RUNS),
    inForceOf(pool, party),
    runs.lastPrefix(party)
  ])
  const children = <LabelsPage {...{ form, products, packed, certificates, prefix, missing }} runs={known} />
  const page = { title: say('labelTitle').zh, area: 'desk', section: 'labels', person, children } as const
  return sendAppPage(reply, page, form.failed ? 422 : missing === undefined ? 200 : 404)
}

const ownPacks = async (pool: Services['pool'], party: string): Promise<NumberedProduct[]> =>
  (await productsOf(pool, '', party)).filter(({ unit }) => unit === 'piece')

async function make(desk: Desk, request: FastifyRequest, reply: FastifyReply) {
  const { pool } = desk.services
  const { party, account } = request.person!
  const form = Form.of(request.body)
  const [products, inForce] = await Promise.all([ownPacks(pool, party), inForceOf(pool, party)])
  const product = form.read('gtin', text => products.find(({ gtin }) => gtin === text) ?? null, say('toolsChoice'))
  const kind = form.choice('kind', LABEL_KINDS)
  const lot = form.read('lot', text => LotNumber.safeParse(text).data ?? null, say('weighLotWrong'))
  const produced = form.day('produced')
  const claims = kind === 'pack' ? claimsIn(form, product?.gtin, inForce) : NO_CLAIMS
  const count = form.whole('count', 1, MOST_LABELS)
  const content = form.whole('content', 1, 500)
  const prefix = form.read(
    'prefix',
    text => (kind === 'pack' || /^\d{7,10}$/.test(text) ? text : null),
    say('labelPrefixWrong')
  )
  if (form.failed) return list(desk, request, reply, form)
  const codes =
    kind === 'pack'
      ? newSerials(count, content)
      : await newSsccs(pool, prefix, count, async ssccs => unitsAmong(pool, ssccs))
  const id = await desk.runs.make(party, account, {
    ...{ kind, gtin: product.gtin, lot, produced, codes, ...claims },
    expires: expiryOf(produced, product.shelfLifeDays),
    content: kind === 'pack' ? null : content,
    ...(kind !== 'pack' && { prefix })
  })
  return reply.redirect(runPath(id), 303)
}

function expiryOf(produced: string, days: number | undefined): string | null {
  if (days === undefined) return null
  const date = new Date(`${produced}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Labels for what is on the ledger already: its packs, then its cases. */
async function makeRecorded(desk: Desk, request: FastifyRequest, reply: FastifyReply) {
  const { pool } = desk.services
  const { party, account } = request.person!
  const form = Form.of(request.body)
  const packed = await packedBy(pool, party, MOST_RUNS)
  const read = (text: string) => packed.find(({ gtin, lot }) => `${gtin}/${lot}` === text) ?? null
  const chosen = form.read('recorded', read, say('toolsChoice'))
  if (form.failed) return list(desk, request, reply, form)
  const { gtin, lot, expires } = chosen
  const { packs, cases } = await codesOfLot(pool, { gtin, lot }, MOST_LABELS)
  const made: string[] = []
  const goods = { gtin, lot, expires, produced: null }
  for (const content of new Set(cases.map(({ pieces }) => pieces))) {
    const codes = cases.filter(({ pieces }) => pieces === content).map(({ sscc }) => sscc)
    made.push(await desk.runs.make(party, account, { ...goods, kind: 'case', content, codes }))
  }
  // By the law all packs of a lot bear one certificate, or none; runs of it may differ in the mark.
  const [{ certificate } = NO_CLAIMS] = packs
  for (const commonMark of new Set(packs.map(pack => pack.commonMark))) {
    const codes = packs.filter(pack => pack.commonMark === commonMark).map(({ serial }) => serial)
    const claiming = { ...goods, certificate, commonMark }
    made.push(await desk.runs.make(party, account, { ...claiming, kind: 'pack', content: null, codes }))
  }
  if (made.length > 0) return reply.redirect(runPath(made.at(-1)!), 303)
  form.errors.recorded = say('labelNoCodes')
  return list(desk, request, reply, form)
}

async function show(desk: Desk, request: FastifyRequest, reply: FastifyReply, form: Form) {
  const person = request.person as Person
  const run = await runOf(desk, request)
  const [labels, prints] = await Promise.all([
    desk.runs.labels(person.party, run.id),
    desk.runs.prints(person.party, run.id)
  ])
  const children = <RunPage {...{ form, run, labels, prints }} />
  const page = { title: say('labelTitle').zh, area: 'desk', section: 'labels', person, children } as const
  return sendAppPage(reply, page, form.failed ? 422 : 200)
}

/** Notes that labels are printed, and again why, then shows them. */
async function print(desk: Desk, request: FastifyRequest, reply: FastifyReply) {
  const { party, account } = request.person!
  const run = await runOf(desk, request)
  const form = Form.of(request.body)
  const layout = form.choice('layout', layoutsOf(run.kind))
  const first = form.whole('first', 1, run.count)
  const last = form.whole('last', first, Math.min(run.count, first + MOST_PRINTED - 1))
  const reason = run.prints > 0 ? form.text('reason', 60) : null
  if (!(await mayBePrinted(desk.services.pool, party, run)))
    form.problem = say('labelCertificateOver', { number: run.certificate! })
  if (form.failed) return show(desk, request, reply, form)
  const id = await desk.runs.print(party, account, run.id, { layout, first, last, reason })
  return reply.redirect(`${runPath(run.id)}/prints/${id}`, 303)
}

async function sheet(desk: Desk, request: FastifyRequest, reply: FastifyReply) {
  const { print: id } = request.params as z.infer<typeof OfPrint>
  const { party } = request.person!
  const run = await runOf(desk, request)
  const print = (await desk.runs.prints(party, run.id)).find(one => one.id === id)
  if (!print) throw new HttpProblem('NOT_FOUND')
  const goods = await goodsOf(desk, request, run)
  const labels: (Label & { codes: ReturnType<typeof drawn> })[] = []
  for (const label of await desk.runs.labels(party, run.id, print.first, print.last)) {
    labels.push({ ...label, codes: drawn(run, label, goods) })
    await setImmediate() // others are served between one label and the next
  }
  return sendSheet(reply, {
    title: say('labelTitle'),
    back: runPath(run.id),
    advice: say('labelAdvice'),
    children: <Papers {...{ run, labels, goods }} layout={print.layout} />
  })
}

async function goodsOf({ services }: Desk, request: FastifyRequest, run: Run): Promise<Goods> {
  const { states, checkCodes, origin } = services
  const [product, party] = await Promise.all([
    states.get(productKey(run.gtin)),
    states.get(partyKey(request.person!.party))
  ])
  return {
    origin: origin || `${request.protocol}://${request.host}`,
    product: product?.name ?? untranslated(run.gtin),
    producer: party?.name ?? untranslated(request.person!.party),
    licence: party?.licence,
    netGrams: product?.netGrams,
    shortCodeOf: serial => checkCodes.shortCodeOf(run.gtin, serial),
    checkCodeOf: serial => checkCodes.checkCodeOf(run.gtin, serial)
  }
}
