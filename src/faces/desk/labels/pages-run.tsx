import { Choices, Input, type Option, Problem, Submit } from '../../../core/web/fields.js'
import type { Form } from '../../../core/web/form.js'
import { Row, Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { KIND_NAMES, runPath } from './pages.js'
import { LAYOUTS, type Label, type Layout, layoutsOf, type Print, type Run } from './runs.js'
import { printedAt } from './when.js'

/** Drawn for one print: more is printed in parts. */
export const MOST_PRINTED = 200

const LAYOUT_NAMES = {
  a4: say('labelA4'),
  small: say('labelSmall'),
  square: say('labelSquare')
} as const satisfies Record<Layout, unknown>

interface RunParts {
  form: Form
  run: Run
  labels: readonly Label[]
  prints: readonly Print[]
}

/** One run: printing, printing again, and having labels count no more. */
export const RunPage = ({ form, run, labels, prints }: RunParts) => (
  <>
    <h1>
      <Say text={KIND_NAMES[run.kind]} /> {run.lot}
    </h1>
    <Problem form={form} />
    <section class="card">
      <dl>
        <Row name={say('labelGtin')}>{run.gtin}</Row>
        <Row name={say('labelCount')}>{run.count}</Row>
        <Row name={say('productionDate')}>{run.produced}</Row>
        <Row name={say('bestBefore')}>{run.expires}</Row>
        <Row name={say('deskCertificate')}>{run.certificate}</Row>
        <Row name={say('deskCommonMark')}>{run.commonMark && <Say text={say('labelCommonMark')} />}</Row>
        <Row name={say('labelVoided')}>{run.voided}</Row>
      </dl>
    </section>
    <section class="card">
      <h2>
        <Say text={say(prints.length === 0 ? 'labelPrint' : 'labelReprint')} />
      </h2>
      <form method="post" action={`${runPath(run.id)}/prints`}>
        <Choices
          form={form}
          name="layout"
          label={say('labelPaper')}
          options={layoutsOf(run.kind).map((layout): Option => [layout, LAYOUT_NAMES[layout]])}
          value={layoutsOf(run.kind)[0]!}
        />
        <Range form={form} run={run} most={MOST_PRINTED} />
        {prints.length > 0 && <Input form={form} name="reason" label={say('labelReprintWhy')} />}
        <Submit text={say('toolsPrint')} />
      </form>
    </section>
    <Prints run={run} prints={prints} />
    <Voiding form={form} run={run} />
    <section class="card">
      <h2>
        <Say text={say('labelCodes')} />
      </h2>
      <p class="actions">
        <a class="button secondary" href={`${runPath(run.id)}/codes.csv`}>
          CSV
        </a>
      </p>
      <div class="scroll">
        <table>
          <tbody>
            {labels.map(({ position, code, voidReason }) => (
              <tr id={`label-${position}`}>
                <td>{position}</td>
                <td class="mono">{code}</td>
                <td>{voidReason && <span class="mark bad">{voidReason}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
    <p class="actions">
      <a class="button secondary" href="/desk/labels">
        <Say text={say('toolsBack')} />
      </a>
    </p>
  </>
)

const Range = ({ form, run, most, prefix = '' }: { form: Form; run: Run; most: number; prefix?: string }) => (
  <div class="grid">
    <Input form={form} name={`${prefix}first`} label={say('labelFrom')} inputmode="numeric" value="1" />
    <Input
      form={form}
      name={`${prefix}last`}
      label={say('labelTo')}
      inputmode="numeric"
      value={String(Math.min(run.count, most))}
    />
  </div>
)

const Prints = ({ run, prints }: { run: Run; prints: readonly Print[] }) =>
  prints.length === 0 ? null : (
    <section class="card">
      <h2>
        <Say text={say('labelPrints')} />
      </h2>
      <ul class="rows">
        {prints.map(({ id, layout, first, last, reason, at }) => (
          <li>
            <a href={`${runPath(run.id)}/prints/${id}`}>
              <strong>
                {LAYOUTS[layout]} · {first}–{last}
              </strong>
              <span class="note">
                {printedAt(at)} {reason}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )

const Voiding = ({ form, run }: { form: Form; run: Run }) => (
  <details class="card">
    <summary>
      <Say text={say('labelVoid')} />
    </summary>
    <form method="post" action={`${runPath(run.id)}/voids`}>
      <p class="note">
        <Say text={say('labelVoidHelp')} />
      </p>
      <Range form={form} run={run} most={1} prefix="void-" />
      <Input form={form} name="void-reason" label={say('labelVoidWhy')} />
      <p class="actions">
        <button class="button danger" type="submit">
          <Say text={say('labelVoid')} />
        </button>
      </p>
    </form>
  </details>
)
