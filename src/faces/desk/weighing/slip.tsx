import type { Text } from '@suyuan/model/core/refusal'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import type { ReadableEntry, Weighing } from './book.js'
import type { Household } from './households.js'
import { UNIT_NAMES } from './pages.js'
import { amountFen, netGrams, percent, weightIn, yuan } from './scale.js'

interface SlipParts {
  book: Weighing
  household: Household
  entries: readonly ReadableEntry[]
  buyer: Text
  product: Text
}

const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'short' })

const Weighings = ({ book, entries }: Pick<SlipParts, 'book' | 'entries'>) => {
  const unit = UNIT_NAMES[book.unit]
  return (
    <table>
      <thead>
        <tr>
          <th>
            <Say text={say('weighTime')} />
          </th>
          <th>
            <Say text={say('weighGross', { unit })} />
          </th>
          <th>
            <Say text={say('weighTareShort')} />
          </th>
          <th>
            <Say text={say('weighDeductionShort')} />
          </th>
          <th>
            <Say text={say('weighNet', { unit })} />
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ line }) => (
          <>
            <tr>
              <td>{clock.format(new Date(line.at))}</td>
              <td>{weightIn(line.gross, book.unit)}</td>
              <td>{weightIn(line.tare, book.unit)}</td>
              <td>{percent(line.deduction)}%</td>
              <td>{weightIn(netGrams(line), book.unit)}</td>
            </tr>
            <tr>
              <td colspan={5}>
                {line.grade} · {yuan(line.price)} <Say text={say('weighYuanPer', { unit: UNIT_NAMES[line.unit] })} /> ={' '}
                {yuan(amountFen(line))}
              </td>
            </tr>
          </>
        ))}
      </tbody>
    </table>
  )
}

/** What a household takes home: what it brought that day, weighed and priced, on a strip of 80 mm. */
export const Slip = ({ book, household, entries, buyer, product }: SlipParts) => {
  const grams = entries.reduce((sum, { line }) => sum + netGrams(line), 0)
  const fen = entries.reduce((sum, { line }) => sum + amountFen(line), 0)
  const unit = UNIT_NAMES[book.unit]
  return (
    <article class="paper slip">
      <h1>
        <Say text={say('weighSlipTitle')} />
      </h1>
      <p>
        <Say text={buyer} />
      </p>
      <p>
        {book.day} · <Say text={product} /> · {book.lot}
      </p>
      <p>
        <Say text={say('weighCode')} /> <strong>{household.code}</strong> · {household.village}
      </p>
      <Weighings book={book} entries={entries} />
      <p class="sum">
        <span>{say('weighTotal').zh}</span>
        <span>
          {weightIn(grams, book.unit)} {unit.zh}
        </span>
      </p>
      <p class="sum">
        <span>{say('weighPaid').zh}</span>
        <span>{yuan(fen)}</span>
      </p>
      <p class="sign">
        <Say text={say('weighSign')} />
      </p>
    </article>
  )
}
