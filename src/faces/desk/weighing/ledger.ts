import type { Text } from '@suyuan/model/core/refusal'
import { minuteOf } from '../../../core/web/clock.js'
import { say } from '../../../core/web/texts.js'
import type { Cell, Table } from '../exchange/table.js'
import { type Entry, totalOf, type Weighing } from './book.js'
import type { Household } from './households.js'
import { amountFen, netGrams } from './scale.js'

const COLUMNS = [
  ['weighNumber', 8],
  ['weighTime', 18],
  ['weighCode', 12],
  ['village', 14],
  ['product', 18],
  ['lot', 16],
  ['weighGrade', 12],
  ['weighGrossKg', 12],
  ['weighTareKg', 12],
  ['weighDeduction', 10],
  ['weighNetKg', 12],
  ['weighPriceKg', 14],
  ['weighAmount', 12]
] as const

/** 收购台账: a book line by line, as buyers keep it, in kilograms and yuan. Numbers are numbers, so that it adds up. */
export function ledgerTable(
  book: Weighing,
  entries: readonly Entry[],
  households: readonly Household[],
  names: { product: Text; plot: Text; buyer: Text }
): Table {
  const known = new Map(households.map(household => [household.id, household]))
  const rows = entries.map(({ position, household, line }): Cell[] => {
    const { code, village } = known.get(household) ?? {}
    if (!line || !code) return [position, null, say('weighLineErased').zh, ...Array<null>(10).fill(null)]
    return [
      ...[position, minuteOf(line.at), code, village!, names.product.zh, book.lot, line.grade],
      ...[line.gross / 1000, line.tare / 1000, line.deduction / 10, netGrams(line) / 1000],
      ...[line.unit === 'jin' ? (line.price * 2) / 100 : line.price / 100, amountFen(line) / 100]
    ]
  })
  const total = totalOf(entries)
  const sum: Cell[] = [
    say('weighTotal').zh,
    ...Array<null>(9).fill(null),
    (book.grams ?? total.grams) / 1000,
    null,
    total.fen / 100
  ]
  return {
    name: say('weighLedger').zh,
    heading: `${say('weighLedger').zh} ${book.day} ${names.buyer.zh} ${names.plot.zh}`,
    columns: COLUMNS.map(([name, width]) => ({ title: say(name).zh, width })),
    rows: [...rows, sum]
  }
}
