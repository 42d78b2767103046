import { DOSE_UNITS, type InputUse, intervalOn } from '@suyuan/model/bases/states'
import { today } from '../../core/web/clock.js'
import { Input, Submit } from '../../core/web/fields.js'
import { Form } from '../../core/web/form.js'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import type { Corners } from './outlines.js'
import { OutlineDrawing } from './plot-map.js'
import type { BasePlot } from './queries/bases.js'

/** Whether a plot may be picked today, or from when. */
export const Picking = ({ plot: { intervals } }: { plot: BasePlot }) => {
  const interval = intervalOn(intervals, today())
  if (!interval)
    return (
      <span class="mark good">
        <Say text={say('basesFree')} />
      </span>
    )
  return (
    <>
      <span class="mark bad">
        <Say text={say('basesFreeFrom', { day: interval.free })} />
      </span>{' '}
      <span class="note">
        <Say text={say('basesBecauseOf', { product: interval.product })} />
      </span>
    </>
  )
}

export const PlotList = ({ plots, path }: { plots: readonly BasePlot[]; path: string }) => (
  <>
    {plots.length === 0 && (
      <p class="empty">
        <Say text={say('basesNoPlots')} />
      </p>
    )}
    <ul class="rows">
      {plots.map(plot => (
        <li>
          <a href={`${path}/${plot.gln}`}>
            <strong>
              <Say text={plot.name} />
            </strong>
            <span>
              <Picking plot={plot} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  </>
)

/** What the register and the ledger say of a plot, and where it is for whom that is. */
export const PlotCard = ({ plot, exact }: { plot: BasePlot; exact: Exact | null }) => {
  const year = today().slice(0, 4)
  const picked = Object.values(plot.picked?.years[year] ?? {}).reduce((sum, grams) => sum + grams, 0)
  const { centiMu, altitude, outline } = plot
  return (
    <section class="card">
      <h1>
        <Say text={plot.name} />
      </h1>
      <p>
        <Picking plot={plot} />
      </p>
      <dl>
        <Row name={say('basesArea')}>{centiMu && <Say text={say('basesMu', { mu: centiMu / 100 })} />}</Row>
        <Row name={say('basesAltitude')}>
          {altitude !== undefined && <Say text={say('basesMetres', { metres: altitude })} />}
        </Row>
        <Row name={say('basesCultivars')}>{plot.cultivar}</Row>
        <Row name={say('basesVillages')}>{plot.village && <Say text={plot.village} />}</Row>
        {picked > 0 && (
          <Row name={say('basesPicked')}>
            <Say text={say('basesKilograms', { kilograms: picked / 1000 })} />
          </Row>
        )}
        <Row name={say('basesCoarse')}>{outline?.corners.map(coarse).join('; ')}</Row>
        {exact && (
          <Row name={say('basesExact')}>
            <span class="mono">{exact.corners.map(([north, east]) => `${north}, ${east}`).join('; ')}</span>{' '}
            <span class={exact.holds ? 'mark good' : 'mark bad'}>
              <Say text={say(exact.holds ? 'basesCommitted' : 'basesNotCommitted')} />
            </span>
          </Row>
        )}
      </dl>
      {exact && <OutlineDrawing corners={exact.corners} />}
    </section>
  )
}

/** A plot's outline as its party keeps it, and whether the ledger's commitment is to this. */
export interface Exact {
  corners: Corners
  holds: boolean
}

const coarse = ([north, east]: readonly [number, number]): string =>
  `${(north / 100).toFixed(2)}, ${(east / 100).toFixed(2)}`

interface InputsParts {
  inputs: readonly (InputUse & { id: string })[]
  /** Where records are made and withdrawn; null for whom that is not. */
  path: string | null
}

export const Inputs = ({ inputs, path }: InputsParts) => (
  <section class="card">
    <h2>
      <Say text={say('basesInputs')} />
    </h2>
    {inputs.length === 0 && (
      <p class="empty">
        <Say text={say('basesNoInputs')} />
      </p>
    )}
    <ul class="rows">
      {inputs.map(input => (
        <li>
          <strong>{input.product}</strong>{' '}
          <span class="note">
            {input.startedOn === input.stoppedOn ? input.startedOn : `${input.startedOn} – ${input.stoppedOn}`} ·{' '}
            <Say
              text={say('basesUsed', { dose: input.dose, unit: DOSE_UNITS[input.unit], days: input.intervalDays })}
            />
          </span>
          <p class="note">{[input.registration, input.source, input.against].filter(Boolean).join(' · ')}</p>
          {input.withdrawn && (
            <p class="mark">
              <Say text={say('basesWithdrawn', { words: input.withdrawn.words })} />
            </p>
          )}
          {path && (
            <p class="actions">
              <a class="button secondary" href={`${path}/new?like=${input.id}`}>
                <Say text={say('basesAgain')} />
              </a>
            </p>
          )}
          {path && !input.withdrawn && <Withdrawing action={`${path}/${input.id}/withdrawal`} />}
        </li>
      ))}
    </ul>
  </section>
)

const Withdrawing = ({ action }: { action: string }) => (
  <details>
    <summary>
      <Say text={say('basesWithdraw')} />
    </summary>
    <form method="post" action={action}>
      <Input
        form={new Form()}
        name="words"
        label={say('basesWithdrawWhy')}
        hint={say('basesWithdrawHelp')}
        maxlength={300}
      />
      <Submit text={say('basesWithdraw')} />
    </form>
  </details>
)
