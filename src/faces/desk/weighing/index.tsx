import { partyKey, placeKey, productKey } from '@suyuan/model/core/records'
import { untranslated } from '@suyuan/model/core/untranslated'
import { SEASONS } from '@suyuan/model/trace/harvest'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Person } from '../../../core/identity/person.js'
import { placesOf, productsOf } from '../../../core/mirror/registers.js'
import type { Services } from '../../../core/module.js'
import { sendAppPage } from '../../../core/web/app-page.js'
import { Form } from '../../../core/web/form.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { harvestsAmong } from '../../../modules/trace/queries/harvests.js'
import { sendXlsx } from '../exchange/table.js'
import { sendSheet } from '../printing.js'
import { Books, checkBook, isReadable, type NewWeighing, type Weighing } from './book.js'
import { close } from './close.js'
import { type Desk, lotNumber } from './desk.js'
import { Households } from './households.js'
import { ledgerTable } from './ledger.js'
import { HouseholdsPage, ListPage, weighingPath } from './pages.js'
import { BookPage, type BookParts } from './pages-book.js'
import { gramsOf, netGrams, parts, type Reading, type Unit } from './scale.js'
import { Slip } from './slip.js'

const MOST_BOOKS = 60
const Named = z.object({ id: z.uuid() })
const Line = Named.extend({ position: z.coerce.number().int().positive() })
const OfHousehold = Named.extend({ household: z.uuid() })

/** /desk/weighing: leaf is weighed in household by household, and becomes a harvest when the book is closed. */
export const weighing =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, vault, pool, erasures } = services
    const households = new Households(pool, vault)
    erasures.by('household', id => households.erase(id))
    const books = new Books(pool)
    const desk = { services, households, books }
    const onRequest = people.required('operator')
    const page = { onRequest, schema: { hide: true } }
    const of = (params: z.ZodType) => ({ onRequest, schema: { hide: true, params } })

    app.get('/desk/weighing', page, (request, reply) => list(desk, request, reply, new Form()))
    app.post('/desk/weighing', page, (request, reply) => begin(desk, request, reply))

    app.get('/desk/weighing/households', page, async (request, reply) => {
      const person = request.person!
      const known = await households.of(person.party)
      const { erased } = request.query as { erased?: string }
      const children = <HouseholdsPage households={known} erased={erased !== undefined} />
      return sendAppPage(reply, {
        title: say('weighHouseholds').zh,
        area: 'desk',
        section: 'weighing',
        person,
        children
      })
    })
    const erasing = { onRequest: [onRequest, people.recently()], schema: { hide: true, params: Named } }
    app.post('/desk/weighing/households/:id/erase', erasing, async (request, reply) => {
      const { id } = request.params as z.infer<typeof Named>
      const person = request.person!
      if (Form.of(request.body).raw('sure') !== 'yes') return reply.redirect('/desk/weighing/households', 303)
      if (!(await households.has(person.party, id))) throw new HttpProblem('NOT_FOUND')
      await erasures.erase('household', id)
      await people.audited(person, 'household.erased', id)
      return reply.redirect('/desk/weighing/households?erased', 303)
    })

    app.get('/desk/weighing/:id', of(Named), async (request, reply) => {
      const { written } = request.query as { written?: string }
      return show(desk, request, reply, new Form(), Number(written))
    })
    app.post('/desk/weighing/:id/lines', of(Named), (request, reply) => addLine(desk, request, reply))
    app.post('/desk/weighing/:id/lines/:position/strike', of(Line), async (request, reply) => {
      const { id, position } = request.params as z.infer<typeof Line>
      await books.strike(request.person!.party, id, position)
      return reply.redirect(weighingPath(id), 303)
    })
    app.post('/desk/weighing/:id/close', of(Named), async (request, reply) => {
      const form = Form.of(request.body)
      const book = await bookOf(desk, request)
      await close(desk, request, book, form)
      return form.failed ? show(desk, request, reply, form) : reply.redirect(weighingPath(book.id), 303)
    })
    app.get('/desk/weighing/:id/slips/:household', of(OfHousehold), (request, reply) => slip(desk, request, reply))
    app.get('/desk/weighing/:id/ledger.xlsx', of(Named), async (request, reply) => {
      const book = await bookOf(desk, request)
      const known = await households.of(book.party)
      const entries = await books.entries(book.party, book.id, known)
      return sendXlsx(
        reply,
        ledgerTable(book, entries, known, await namesOf(desk, book)),
        `${say('weighLedger').zh}-${book.day}`
      )
    })
  }

/** The book that the address names. @throws HttpProblem NOT_FOUND, also for another party's */
async function bookOf({ books }: Desk, request: FastifyRequest): Promise<Weighing> {
  const book = await books.get(request.person!.party, (request.params as { id: string }).id)
  if (!book) throw new HttpProblem('NOT_FOUND')
  return book
}

async function namesOf({ services: { states } }: Desk, { plot, gtin, party }: Weighing) {
  const [place, product, buyer] = await Promise.all([
    states.get(placeKey(plot)),
    states.get(productKey(gtin)),
    states.get(partyKey(party))
  ])
  return {
    plot: place?.name ?? untranslated(plot),
    product: product?.name ?? untranslated(gtin),
    buyer: buyer?.name ?? untranslated(party)
  }
}

async function list({ services: { pool }, books }: Desk, request: FastifyRequest, reply: FastifyReply, form: Form) {
  const person = request.person as Person
  const [known, plots, products] = await Promise.all([
    books.of(person.party, MOST_BOOKS),
    placesOf(pool, person.party, 'plot'),
    productsOf(pool, 'fresh-')
  ])
  const children = <ListPage form={form} books={known} plots={plots} products={products} />
  const page = { title: say('weighTitle').zh, area: 'desk', section: 'weighing', person, children } as const
  return sendAppPage(reply, page, form.failed ? 422 : 200)
}

async function begin(desk: Desk, request: FastifyRequest, reply: FastifyReply) {
  const { party, account } = request.person!
  const form = Form.of(request.body)
  const plots = await placesOf(desk.services.pool, party, 'plot')
  const plot = form.read('plot', text => plots.find(({ gln }) => gln === text) ?? null, say('toolsChoice'))
  const book: NewWeighing = {
    day: form.day('day'),
    place: plot?.parent ?? plot?.gln,
    plot: plot?.gln,
    gtin: form.text('gtin', 14),
    lot: form.read('lot', lotNumber, say('weighLotWrong')),
    cultivar: form.text('cultivar', 40),
    season: form.choice('season', SEASONS),
    grade: form.text('grade', 40),
    unit: form.choice('unit', ['jin', 'kilogram']),
    price: form.read('price', text => parts(text, 2), say('weighPriceWrong'))
  }
  if (form.failed) return list(desk, request, reply, form)
  return reply.redirect(weighingPath(await desk.books.open(party, account, book)), 303)
}

async function show(desk: Desk, request: FastifyRequest, reply: FastifyReply, form: Form, position?: number) {
  const book = await bookOf(desk, request)
  const households = await desk.households.of(book.party)
  const entries = await desk.books.entries(book.party, book.id, households)
  const harvest = book.state === 'open' ? null : await harvestOf(desk, book)
  // It was on its way when the page was left.
  if (book.state === 'closing' && harvest?.weighIn === book.commitment) {
    await desk.books.settle(book.party, book.id)
    book.state = 'closed'
  }
  const parts: BookParts = {
    ...{ form, book, entries, households },
    names: await namesOf(desk, book),
    written: entries.find(entry => entry.position === position),
    ...(book.state === 'closed' && { check: checkBook(book, entries, harvest?.weighIn ?? null) })
  }
  const person = request.person as Person
  const page = { title: say('weighTitle').zh, area: 'desk', section: 'weighing', person } as const
  return sendAppPage(reply, { ...page, children: <BookPage {...parts} /> }, form.failed ? 422 : 200)
}

async function harvestOf({ services: { pool } }: Desk, { gtin, lot, party }: Weighing) {
  const found = (await harvestsAmong(pool, [{ gtin, lot }])).get(`${gtin}/${lot}`)
  return found?.maker === party ? found : null
}

async function addLine(desk: Desk, request: FastifyRequest, reply: FastifyReply) {
  const book = await bookOf(desk, request)
  const form = Form.of(request.body)
  const reading = readingOf(form, book.unit)
  const code = form.text('code', 20)
  const village = form.raw('village').slice(0, 40)
  if (form.failed) return show(desk, request, reply, form)
  const household = await desk.households.named(book.party, code, village)
  if (!household) {
    form.errors.village = say('weighVillageMissing')
    return show(desk, request, reply, form)
  }
  const position = await desk.books.add(book.party, book.id, household, reading)
  return reply.redirect(`${weighingPath(book.id)}${position === null ? '' : `?written=${position}`}`, 303)
}

/** What was read off the scale; what cannot be is said beside its field. */
function readingOf(form: Form, unit: Unit): Reading {
  const weight = (name: string) => form.read(name, text => gramsOf(text, unit), say('weighWeightWrong'))
  const gross = weight('gross')
  const tare = weight('tare')
  const deduction = form.read(
    'deduction',
    text => {
      const value = parts(text.replace(/[%％]$/, ''), 1)
      return value !== null && value <= 500 ? value : null
    },
    say('weighDeductionWrong')
  )
  const reading = {
    ...{ gross, tare, deduction, unit },
    grade: form.text('grade', 40),
    price: form.read('price', text => parts(text, 2), say('weighPriceWrong'))
  }
  if (!form.failed && netGrams(reading) <= 0) form.errors.gross = say('weighNothing')
  return reading
}

async function slip(desk: Desk, request: FastifyRequest, reply: FastifyReply) {
  const { household: id } = request.params as z.infer<typeof OfHousehold>
  const book = await bookOf(desk, request)
  const households = await desk.households.of(book.party)
  const household = households.find(one => one.id === id)
  if (!household) throw new HttpProblem('NOT_FOUND')
  const entries = (await desk.books.entries(book.party, book.id, [household])).filter(isReadable)
  const { buyer, product } = await namesOf(desk, book)
  return sendSheet(reply, {
    title: say('weighSlipTitle'),
    back: weighingPath(book.id),
    advice: say('weighSlipAdvice'),
    children: <Slip {...{ book, household, entries, buyer, product }} />
  })
}
