import { untranslated } from '@suyuan/model/core/untranslated'
import type { NumberedProduct } from '../../../core/mirror/registers.js'
import { today } from '../../../core/web/clock.js'
import { Choices, Input, type Option, Problem, Select, Submit } from '../../../core/web/fields.js'
import type { Form } from '../../../core/web/form.js'
import { Say } from '../../../core/web/page.js'
import { scanFieldsScript, scanningScript } from '../../../core/web/script.js'
import { say } from '../../../core/web/texts.js'
import type { DeskCertificate } from '../../../modules/trace/queries/desk-data.js'
import type { PackedLot } from '../../../modules/trace/queries/labelled.js'
import { LABEL_KINDS, type Run } from './runs.js'

export const runPath = (id: string) => `/desk/labels/${id}`
export const KIND_NAMES = { pack: say('labelPack'), case: say('labelCase'), pallet: say('labelPallet') } as const

interface ListParts {
  form: Form
  runs: readonly Run[]
  products: readonly NumberedProduct[]
  packed: readonly PackedLot[]
  /** In force. */
  certificates: readonly DeskCertificate[]
  prefix: string | undefined
  /** A code that was looked for in vain. */
  missing?: string | undefined
}

/** Runs, a search by code, and new ones. */
export const LabelsPage = (parts: ListParts) => {
  const { runs, missing } = parts
  return (
    <>
      <h1>
        <Say text={say('labelTitle')} />
      </h1>
      <form class="card search" method="get" action="/desk/labels/find">
        <div class="field" data-scan={scanningScript.path}>
          <label for="code">
            <Say text={say('labelFind')} />
          </label>
          <input id="code" name="code" required autocomplete="off" value={missing} />
          <p class="actions">
            <button class="button secondary" type="button" hidden>
              <Say text={say('labelCamera')} />
            </button>
            <input class="button" type="submit" value={`${say('labelSearch').zh} ${say('labelSearch').en}`} />
          </p>
          <div data-camera hidden />
          <p class="error" data-no-camera hidden>
            <Say text={say('labelNoCamera')} />
          </p>
          {missing !== undefined && (
            <p class="error" role="alert">
              <Say text={say('labelNotFound')} />
            </p>
          )}
        </div>
      </form>
      <section class="card">
        <h2>
          <Say text={say('labelRuns')} />
        </h2>
        {runs.length === 0 ? (
          <p class="empty">
            <Say text={say('labelNone')} />
          </p>
        ) : (
          <ul class="rows">
            {runs.map(run => (
              <li>
                <a href={runPath(run.id)}>
                  <strong>
                    {KIND_NAMES[run.kind].zh} · {run.lot}
                  </strong>{' '}
                  <span class="badge">{run.count}</span>
                  <span class="note">
                    <Say text={say('labelCounts', { prints: run.prints, voided: run.voided })} />
                  </span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
      <NewRun {...parts} />
      <Recorded {...parts} />
      <script type="module" src={scanFieldsScript.path} integrity={scanFieldsScript.integrity} />
    </>
  )
}

const NewRun = ({ form, products, certificates, prefix }: ListParts) =>
  products.length === 0 ? null : (
    <section class="card">
      <h2>
        <Say text={say('labelNew')} />
      </h2>
      <Problem form={form} />
      <form method="post" action="/desk/labels">
        <Choices
          form={form}
          name="kind"
          label={say('labelWhat')}
          options={LABEL_KINDS.map((kind): Option => [kind, KIND_NAMES[kind]])}
          value="pack"
        />
        <Select
          form={form}
          name="gtin"
          label={say('product')}
          options={products.map((product): Option => [product.gtin, product.name])}
        />
        <Input form={form} name="lot" label={say('lot')} />
        <Input form={form} name="produced" label={say('productionDate')} type="date" value={today()} />
        <ClaimFields {...{ form, products, certificates }} />
        <Input form={form} name="count" label={say('labelCount')} inputmode="numeric" value="24" />
        <Input
          form={form}
          name="content"
          label={say('labelContent')}
          hint={say('labelContentHint')}
          inputmode="numeric"
          value="40"
        />
        <Input
          form={form}
          name="prefix"
          label={say('labelPrefix')}
          hint={say('labelPrefixHint')}
          inputmode="numeric"
          value={prefix}
          optional
        />
        <Submit text={say('labelMake')} />
      </form>
    </section>
  )

/** What packs claim beside what the law wants on them; of cases and pallets it is not printed. */
const ClaimFields = ({ form, products, certificates }: Pick<ListParts, 'form' | 'products' | 'certificates'>) => (
  <>
    {certificates.length > 0 && (
      <Select
        form={form}
        name="certificate"
        label={say('deskCertificate')}
        options={[
          ['', say('deskCertificateNone')],
          ...certificates.map(({ number, gtin }): Option => {
            const of = `${number} · ${products.find(product => product.gtin === gtin)?.name.zh ?? gtin}`
            return [number, untranslated(of)]
          })
        ]}
        optional
      />
    )}
    <Choices
      form={form}
      name="commonMark"
      label={say('deskCommonMark')}
      hint={say('labelClaimsHint')}
      options={[['yes', say('labelCommonMark')]]}
      many
    />
  </>
)

const Recorded = ({ form, packed }: ListParts) =>
  packed.length === 0 ? null : (
    <section class="card">
      <h2>
        <Say text={say('labelRecorded')} />
      </h2>
      <form method="post" action="/desk/labels/recorded">
        <Select
          form={form}
          name="recorded"
          label={say('lot')}
          hint={say('labelRecordedHint')}
          options={packed.map(({ gtin, lot, product }): Option => {
            const text = (name: string) => `${name} · ${lot}`
            return [`${gtin}/${lot}`, untranslated(text(product.zh))]
          })}
        />
        <p class="actions">
          <button class="button secondary" type="submit">
            <Say text={say('labelMake')} />
          </button>
        </p>
      </form>
    </section>
  )
