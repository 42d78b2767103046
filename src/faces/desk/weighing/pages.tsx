import { SEASONS } from '@suyuan/model/trace/harvest'
import type { NumberedPlace, NumberedProduct } from '../../../core/mirror/registers.js'
import { today } from '../../../core/web/clock.js'
import { Choices, Input, type Option, Problem, Select, Submit } from '../../../core/web/fields.js'
import type { Form } from '../../../core/web/form.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import type { Weighing } from './book.js'
import type { Household } from './households.js'
import { UNITS, yuan } from './scale.js'

export const UNIT_NAMES = { jin: say('weighJin'), kilogram: say('weighKilogram') } as const
const SEASON_NAMES = {
  spring: say('spring'),
  summer: say('summer'),
  autumn: say('autumn'),
  winter: say('winter')
} as const

export const weighingPath = (id: string) => `/desk/weighing/${id}`

/** Seasons of the year as tea has them, by month: what a new book is likely to be of. */
const seasonNow = () => SEASONS[Math.min(3, Math.max(0, Math.floor((Number(today().slice(5, 7)) - 2) / 3)))]!

interface ListParts {
  form: Form
  books: readonly Weighing[]
  plots: readonly NumberedPlace[]
  products: readonly NumberedProduct[]
}

/** All books, and a new one. */
export const ListPage = ({ form, books, plots, products }: ListParts) => (
  <>
    <h1>
      <Say text={say('weighTitle')} />
    </h1>
    <section class="card">
      <h2>
        <Say text={say('weighBooks')} />
      </h2>
      {books.length === 0 ? (
        <p class="empty">
          <Say text={say('weighNone')} />
        </p>
      ) : (
        <ul class="rows">
          {books.map(book => (
            <BookRow book={book} plots={plots} products={products} />
          ))}
        </ul>
      )}
      <p class="actions">
        <a class="button secondary" href="/desk/weighing/households">
          <Say text={say('weighHouseholds')} />
        </a>
      </p>
    </section>
    {plots.length === 0 || products.length === 0 ? (
      <p class="banner amber">
        <Say text={say('weighNoPlot')} />
      </p>
    ) : (
      <NewBook form={form} books={books} plots={plots} products={products} />
    )}
  </>
)

const BookRow = ({ book, plots, products }: { book: Weighing } & Pick<ListParts, 'plots' | 'products'>) => {
  const plot = plots.find(({ gln }) => gln === book.plot)
  const product = products.find(({ gtin }) => gtin === book.gtin)
  return (
    <li>
      <a href={weighingPath(book.id)}>
        <strong>
          {book.day} · {plot?.name.zh ?? book.plot}
        </strong>{' '}
        <span class={`mark ${book.state === 'closed' ? 'good' : 'note'}`}>
          <Say text={stateOf(book)} />
        </span>
        <span class="note">
          {product?.name.zh ?? book.gtin} · {book.lot}
          {book.grams !== null && ` · ${book.grams / 1000} kg`}
        </span>
      </a>
    </li>
  )
}

export const stateOf = ({ state }: Weighing) =>
  say(state === 'open' ? 'weighOpen' : state === 'closing' ? 'weighClosing' : 'weighClosed')

const NewBook = ({ form, books, plots, products }: ListParts) => {
  const [last] = books
  const plotOptions = plots.map((place): Option => [place.gln, place.name])
  const productOptions = products.map((product): Option => [product.gtin, product.name])
  const cultivar = plots.find(({ gln }) => gln === last?.plot)?.cultivar ?? plots[0]?.cultivar
  return (
    <section class="card">
      <h2>
        <Say text={say('weighNew')} />
      </h2>
      <Problem form={form} />
      <form method="post" action="/desk/weighing">
        <Select form={form} name="plot" label={say('plot')} options={plotOptions} value={last?.plot} />
        <Select form={form} name="gtin" label={say('product')} options={productOptions} value={last?.gtin} />
        <Input form={form} name="day" label={say('weighDay')} type="date" value={today()} />
        <Input form={form} name="lot" label={say('lot')} hint={say('weighLotHint')} value={lotOf(books)} />
        <Input form={form} name="cultivar" label={say('cultivar')} value={last?.cultivar ?? cultivar} />
        <Select
          form={form}
          name="season"
          label={say('season')}
          options={SEASONS.map((season): Option => [season, SEASON_NAMES[season]])}
          value={seasonNow()}
        />
        <Input form={form} name="grade" label={say('weighGrade')} value={last?.grade ?? '一芽二叶'} />
        <Choices
          form={form}
          name="unit"
          label={say('weighUnit')}
          options={(Object.keys(UNITS) as (keyof typeof UNITS)[]).map((unit): Option => [unit, UNIT_NAMES[unit]])}
          value={last?.unit ?? 'jin'}
        />
        <Input
          form={form}
          name="price"
          label={say('weighPrice')}
          hint={say('weighPriceHint')}
          inputmode="decimal"
          value={last && yuan(last.price)}
        />
        <Submit text={say('weighBegin')} />
      </form>
    </section>
  )
}

/** The day and a number that no book has yet. */
function lotOf(books: readonly Weighing[]): string {
  const day = today().replaceAll('-', '')
  const used = new Set(books.map(({ lot }) => lot))
  for (let n = 1; ; n++) if (!used.has(`H${day}-${n}`)) return `H${day}-${n}`
}

/** Those of whom leaf is bought, each with the end of all that is known of it. */
export const HouseholdsPage = ({ households, erased }: { households: readonly Household[]; erased: boolean }) => (
  <>
    <h1>
      <Say text={say('weighHouseholds')} />
    </h1>
    {erased && (
      <p class="banner amber" role="status">
        <Say text={say('weighErased')} />
      </p>
    )}
    <section class="card">
      <p class="note">
        <Say text={say('weighEraseHelp')} />
      </p>
      {households.length === 0 ? (
        <p class="empty">
          <Say text={say('weighNoHousehold')} />
        </p>
      ) : (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>
                  <Say text={say('weighCode')} />
                </th>
                <th>
                  <Say text={say('village')} />
                </th>
                <th />
              </tr>
            </thead>
            <tbody>
              {households.map(({ id, code, village }) => (
                <tr>
                  <td>{code}</td>
                  <td>{village}</td>
                  <td>
                    <form method="post" action={`/desk/weighing/households/${id}/erase`}>
                      <fieldset class="choices">
                        <label>
                          <input type="checkbox" name="sure" value="yes" required />
                          <span>
                            <Say text={say('weighEraseSure')} />
                          </span>
                        </label>
                      </fieldset>
                      <button class="button danger" type="submit">
                        <Say text={say('weighErase')} />
                      </button>
                    </form>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
    <p class="actions">
      <a class="button" href="/desk/households">
        <Say text={say('basesLinks')} />
      </a>
      <a class="button secondary" href="/desk/weighing">
        <Say text={say('toolsBack')} />
      </a>
    </p>
  </>
)
