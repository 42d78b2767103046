import type { RecallClosing } from '@suyuan/model/trace/states'
import { minuteOf } from '../../../core/web/clock.js'
import { Field } from '../../../core/web/fields.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { type Names, partyIn } from '../../../modules/trace/queries/names.js'
import { SheetView } from '../sheets-view.js'
import { type Counts, isReconciled, reconciledOf } from './impact.js'
import { reconciledSheet } from './tables.js'

/** What was typed in the form and not taken. */
export interface Typed {
  words: string
}

interface CloseParts extends Partial<Typed> {
  base: string
  number: string
  counts: readonly Counts[]
}

/** Ends the recall, over the figures that its closing will say. @param words as they were typed, where they were not taken */
export const CloseForm = ({ base, number, counts, words }: CloseParts) => {
  const reconciled = isReconciled(counts)
  const products = new Map(counts.map(({ gtin, product, unit }) => [gtin, { name: product, unit }]))
  const error = words === undefined ? undefined : say('auditBadClosing')
  return (
    <>
      <SheetView sheet={reconciledSheet(reconciledOf(counts), products)} />
      <form method="post" action={`${base}/${number}/close`} class="card stack">
        <h2>
          <Say text={say('auditClose')} />
        </h2>
        <p>
          <Say text={say(reconciled ? 'auditCloseReady' : 'auditCloseEarly')} />
        </p>
        <p class="note">
          <Say text={say('auditCloseHelp')} />
        </p>
        <Field name="words" label={say('auditCloseWords')} hint={say('auditOnLedgerHint')} error={error}>
          {tied => (
            <textarea {...tied} required maxLength={1000} rows={3}>
              {words}
            </textarea>
          )}
        </Field>
        <div class="actions">
          <button type="submit" class={reconciled ? 'button' : 'button danger'}>
            <Say text={say('auditCloseSubmit')} />
          </button>
        </div>
      </form>
    </>
  )
}

interface ClosedParts {
  closing: RecallClosing
  names: Names
  /** Whether what all holders had is the reader's business. */
  amounts: boolean
}

/** How the recall ended, as the ledger has it. */
export const Closed = ({ closing: { at, by, words, goods }, names, amounts }: ClosedParts) => (
  <>
    <section class="verdict">
      <h3>
        <Say text={say('auditClosed', { time: minuteOf(at) })} />
      </h3>
      <p>{words}</p>
      <p class="note">
        <Say text={partyIn(names, by)} />
      </p>
    </section>
    {amounts && <SheetView sheet={reconciledSheet(goods, names.products)} />}
  </>
)
