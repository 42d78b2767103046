import type { FastifyRequest } from 'fastify'
import type { Form } from '../../../core/web/form.js'
import { enter } from '../../../core/web/own-api.js'
import { say } from '../../../core/web/texts.js'
import type { Weighing } from './book.js'
import { type Desk, lotNumber } from './desk.js'

/**
 * Makes the harvest of a book: its total, how many households, and the commitment to its lines. Asked again, while nobody
 * knows what became of it, it is the same request and counts once. What the law refuses opens the book again.
 */
export async function close(
  { books, households }: Desk,
  request: FastifyRequest,
  book: Weighing,
  form: Form
): Promise<void> {
  const { party } = request.person!
  const isOpen = book.state === 'open'
  const lot = isOpen ? form.read('closingLot', lotNumber, say('weighLotWrong')) : book.lot
  const grade = isOpen ? form.text('closingGrade', 40) : book.grade
  if (form.failed || book.state === 'closed') return
  const closing = await books.beginClosing(party, book.id, await households.of(party), { lot, grade })
  if (!closing) {
    form.problem = say('weighNothing')
    return
  }
  const entered = await enter(
    request,
    '/api/trace/harvests',
    harvestOf(closing),
    `weighing-${closing.id}-${closing.refusals}`
  )
  if (entered.is === 'recorded') await books.settle(party, book.id)
  if (entered.is !== 'refused') return
  await books.reopen(party, book.id)
  const { reason } = entered
  const told = say('weighRefused')
  form.problem = { zh: told.zh + reason.zh, en: `${told.en} ${reason.en}` }
}

const harvestOf = ({
  place,
  plot,
  gtin,
  lot,
  grams,
  endedAt,
  cultivar,
  season,
  grade,
  households,
  commitment
}: Weighing) => ({
  place,
  plot,
  gtin,
  lot,
  kilograms: grams! / 1000,
  at: endedAt!.toISOString(),
  cultivar,
  season,
  grade,
  households,
  weighIn: commitment
})
