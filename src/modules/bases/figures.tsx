import { TARGET } from '@suyuan/model/bases/parameters'
import { BASE_PROCEDURE, type BaseState } from '@suyuan/model/bases/states'
import { parameterKey } from '@suyuan/model/core/parameters'
import type { ComponentChildren } from 'preact'
import { countsByState } from '../../core/matters/queries.js'
import type { Services } from '../../core/module.js'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'

const STATES = Object.entries(BASE_PROCEDURE.states) as [BaseState, (typeof BASE_PROCEDURE.states)[BaseState]][]

/** How many bases there are of each state, beside the programme's target with its source. */
export async function Figures({ pool, states }: Services): Promise<ComponentChildren> {
  const [counts, recorded] = await Promise.all([
    countsByState(pool, 'bases', 'base'),
    states.get(parameterKey(TARGET.name))
  ])
  const { moreThan, byYear, named } = (recorded?.value as typeof TARGET.initial | undefined) ?? TARGET.initial
  return (
    <section class="card">
      <dl>
        <Row name={say('basesTarget')}>
          <Say text={say('basesTargetSays', { year: byYear, count: moreThan, named })} />
        </Row>
        {STATES.map(([state, text]) => (
          <Row name={text}>
            <Say text={say('basesCountSays', { count: counts.get(state) ?? 0 })} />
          </Row>
        ))}
      </dl>
      <p class="note">{recorded?.source ?? TARGET.source}</p>
    </section>
  )
}
