import type { Text } from '@suyuan/model/core/refusal'
import { Input, Problem, Submit } from '../../../core/web/fields.js'
import type { Form } from '../../../core/web/form.js'
import { Row, Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { type Check, type Entry, isReadable, mainGrade, totalOf, type Weighing } from './book.js'
import type { Household } from './households.js'
import { stateOf, UNIT_NAMES, weighingPath } from './pages.js'
import { amountFen, netGrams, percent, weightIn, yuan } from './scale.js'

export interface BookParts {
  form: Form
  book: Weighing
  entries: readonly Entry[]
  households: readonly Household[]
  names: { plot: Text; product: Text }
  /** The line that was just written. */
  written?: Entry | undefined
  /** Of a closed book. */
  check?: Check | undefined
}

/** One book: what has been weighed, the next line while it is open, its closing. */
export const BookPage = (parts: BookParts) => {
  const { form, book, names } = parts
  return (
    <>
      <h1>
        <Say text={say('weighTitle')} />
      </h1>
      <Problem form={form} />
      <Written {...parts} />
      <section class="card">
        <p>
          <span class={`mark ${book.state === 'closed' ? 'good' : 'note'}`}>
            <Say text={stateOf(book)} />
          </span>
        </p>
        <dl>
          <Row name={say('weighDay')}>{book.day}</Row>
          <Row name={say('plot')}>
            <Say text={names.plot} />
          </Row>
          <Row name={say('product')}>
            <Say text={names.product} />
          </Row>
          <Row name={say('lot')}>
            {book.state === 'closed' ? (
              <a href={`/01/${book.gtin}/10/${encodeURIComponent(book.lot)}`}>{book.lot}</a>
            ) : (
              book.lot
            )}
          </Row>
        </dl>
      </section>
      {book.state === 'open' && <NextLine {...parts} />}
      <Lines {...parts} />
      {book.state === 'open' ? <Closing {...parts} /> : <Closed {...parts} />}
      <p class="actions">
        <a class="button secondary" href="/desk/weighing">
          <Say text={say('toolsBack')} />
        </a>
      </p>
    </>
  )
}

const Written = ({ written, book, households }: BookParts) => {
  if (!written?.line) return null
  const household = households.find(({ id }) => id === written.household)
  return (
    <p class="verdict" role="status">
      <Say
        text={say('weighWritten', {
          code: household?.code ?? '',
          weight: weightIn(netGrams(written.line), book.unit),
          unit: UNIT_NAMES[book.unit],
          yuan: yuan(amountFen(written.line))
        })}
      />{' '}
      <a href={slipPath(book, written.household)}>
        <Say text={say('weighSlip')} />
      </a>
    </p>
  )
}

const slipPath = (book: Weighing, household: string) => `${weighingPath(book.id)}/slips/${household}`

const NextLine = ({ form, book, households, written }: BookParts) => (
  <section class="card">
    <h2>
      <Say text={say('weighNext')} />
    </h2>
    <form method="post" action={`${weighingPath(book.id)}/lines`}>
      <Input form={form} name="code" label={say('weighCode')} hint={say('weighCodeHint')} list="codes" focus />
      <datalist id="codes">
        {households.map(({ code, village }) => (
          <option value={code}>{village}</option>
        ))}
      </datalist>
      <Input
        form={form}
        name="village"
        label={say('village')}
        hint={say('weighVillageHint')}
        list="villages"
        optional
      />
      <datalist id="villages">
        {[...new Set(households.map(({ village }) => village))].map(village => (
          <option value={village} />
        ))}
      </datalist>
      <div class="grid">
        <Input form={form} name="gross" label={weightLabel('weighGross', book)} inputmode="decimal" />
        <Input
          form={form}
          name="tare"
          label={weightLabel('weighTare', book)}
          inputmode="decimal"
          value={written?.line ? weightIn(written.line.tare, book.unit) : '0'}
        />
        <Input form={form} name="deduction" label={say('weighDeduction')} inputmode="decimal" value="0" />
        <Input form={form} name="grade" label={say('weighGrade')} value={written?.line?.grade ?? book.grade} />
        <Input
          form={form}
          name="price"
          label={say('weighPriceOf', { unit: UNIT_NAMES[book.unit] })}
          inputmode="decimal"
          value={yuan(written?.line?.price ?? book.price)}
        />
      </div>
      <Submit text={say('weighAdd')} />
    </form>
  </section>
)

const weightLabel = (name: 'weighGross' | 'weighTare', { unit }: Weighing) => say(name, { unit: UNIT_NAMES[unit] })

const Lines = ({ book, entries, households }: BookParts) => {
  const codes = new Map(households.map(({ id, code }) => [id, code]))
  const total = totalOf(entries)
  if (entries.length === 0)
    return (
      <p class="empty">
        <Say text={say('weighEmpty')} />
      </p>
    )
  return (
    <section class="card">
      <h2>
        <Say text={say('weighLines')} />
      </h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {(['weighCode', 'weighNet', 'weighGrade', 'weighAmount'] as const).map(name => (
                <th>
                  <Say text={name === 'weighNet' ? say(name, { unit: UNIT_NAMES[book.unit] }) : say(name)} />
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {entries.map(entry => (
              <LineRow book={book} entry={entry} code={codes.get(entry.household)} />
            ))}
          </tbody>
        </table>
      </div>
      <dl>
        <Row name={say('weighTotal')}>
          <span class="number">{weightIn(book.grams ?? total.grams, book.unit)}</span>{' '}
          <Say text={UNIT_NAMES[book.unit]} />
        </Row>
        <Row name={say('weighPaid')}>{yuan(total.fen)}</Row>
        <Row name={say('weighHouseholds')}>{total.households}</Row>
      </dl>
    </section>
  )
}

const LineRow = ({ book, entry, code }: { book: Weighing; entry: Entry; code: string | undefined }) => {
  if (!isReadable(entry))
    return (
      <tr>
        <td colspan={5}>
          <Say text={say('weighLineErased')} />
        </td>
      </tr>
    )
  const { line, position, household } = entry
  return (
    <tr>
      <td>
        <a href={slipPath(book, household)}>{code}</a>
      </td>
      <td>
        {weightIn(netGrams(line), book.unit)}
        <span class="note">
          {' '}
          {weightIn(line.gross, book.unit)} − {weightIn(line.tare, book.unit)}
          {line.deduction > 0 && ` − ${percent(line.deduction)}%`}
        </span>
      </td>
      <td>{line.grade}</td>
      <td>{yuan(amountFen(line))}</td>
      <td>
        {book.state === 'open' && (
          <form method="post" action={`${weighingPath(book.id)}/lines/${position}/strike`}>
            <button
              class="button secondary"
              type="submit"
              aria-label={`${say('weighStrike').zh} ${say('weighStrike').en} ${code ?? ''}`}
            >
              <Say text={say('weighStrike')} />
            </button>
          </form>
        )}
      </td>
    </tr>
  )
}

const Closing = ({ form, book, entries }: BookParts) =>
  entries.length === 0 ? null : (
    <section class="card">
      <h2>
        <Say text={say('weighClose')} />
      </h2>
      <p class="note">
        <Say text={say('weighCloseHelp')} />
      </p>
      <form method="post" action={`${weighingPath(book.id)}/close`}>
        <Input form={form} name="closingLot" label={say('lot')} value={book.lot} />
        <Input form={form} name="closingGrade" label={say('weighGrade')} value={mainGrade(entries, book.grade)} />
        <Submit text={say('weighClose')} />
      </form>
    </section>
  )

const Closed = ({ book, check }: BookParts) => (
  <section class="card">
    {book.state === 'closing' && (
      <form method="post" action={`${weighingPath(book.id)}/close`}>
        <p class="note">
          <Say text={say('weighUnderway')} />
        </p>
        <Submit text={say('weighAsk')} />
      </form>
    )}
    {check && (
      <p class={`verdict ${check.holds ? '' : 'bad'}`}>
        <Say text={say(check.holds ? 'weighHolds' : 'weighHoldsNot', { read: check.read, erased: check.erased })} />
      </p>
    )}
    <p class="mono note">{book.commitment}</p>
    <p class="actions">
      <a class="button" href={`${weighingPath(book.id)}/ledger.xlsx`}>
        <Say text={say('weighExport')} />
      </a>
      {book.state === 'closed' && (
        <a class="button secondary" href={`/desk/certificates/new?lot=${book.gtin}/${encodeURIComponent(book.lot)}`}>
          <Say text={say('certTitle')} />
        </a>
      )}
    </p>
  </section>
)
