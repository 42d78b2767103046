import { Choices, Input, type Option, Problem, Submit } from '../../../core/web/fields.js'
import type { Form } from '../../../core/web/form.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import type { Harvested } from '../../../modules/trace/queries/harvests.js'
import { BASES, BASIS_NAMES } from './certificate.js'
import { printedAt } from './when.js'

/** A certificate that was issued. */
export interface Issued {
  id: string
  gtin: string
  lot: string
  at: Date
}

const Empty = () => (
  <p class="empty">
    <Say text={say('certNone')} />
  </p>
)

/** Harvests to issue one for, and those that were issued. */
export const CertificatesPage = ({
  harvests,
  issued
}: {
  harvests: readonly Harvested[]
  issued: readonly Issued[]
}) => (
  <>
    <h1>
      <Say text={say('certTitle')} />
    </h1>
    <p class="note">
      <Say text={say('certHelp')} />
    </p>
    <section class="card">
      <h2>
        <Say text={say('certFor')} />
      </h2>
      {harvests.length === 0 && <Empty />}
      <ul class="rows">
        {harvests.map(({ gtin, lot, quantity, time }) => (
          <li>
            <a href={`/desk/certificates/new?lot=${gtin}/${encodeURIComponent(lot)}`}>
              <strong>{lot}</strong>
              <span class="note">
                {printedAt(time)} · {quantity / 1000} kg
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
    <section class="card">
      <h2>
        <Say text={say('certIssued')} />
      </h2>
      {issued.length === 0 && <Empty />}
      <ul class="rows">
        {issued.map(({ id, lot, at }) => (
          <li>
            <a href={`/desk/certificates/${id}`}>
              <strong>{lot}</strong>
              <span class="note">{printedAt(at)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  </>
)

/** What is to be promised of a harvest. */
export const CertificatePage = ({ form, harvest }: { form: Form; harvest: Harvested }) => (
  <>
    <h1>
      <Say text={say('certTitle')} />
    </h1>
    <Problem form={form} />
    <section class="card">
      <form method="post" action="/desk/certificates">
        <input type="hidden" name="lot" value={`${harvest.gtin}/${harvest.lot}`} />
        <Input form={form} name="product" label={say('certProduct')} />
        <Input form={form} name="quantity" label={say('certQuantity')} />
        <Input form={form} name="origin" label={say('certOrigin')} />
        <Input form={form} name="promisor" label={say('certPromisor')} />
        <Input form={form} name="contact" label={say('certContact')} hint={say('certContactHint')} inputmode="tel" />
        <Input form={form} name="day" label={say('certDay')} type="date" />
        <Choices
          form={form}
          name="bases"
          label={say('certBasis')}
          options={BASES.map((basis): Option => [basis, BASIS_NAMES[basis]])}
          many
        />
        <Submit text={say('certIssue')} />
      </form>
    </section>
  </>
)
