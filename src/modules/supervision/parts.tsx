import { type Case, type Sanction, sanctionKey } from '@suyuan/model/supervision/states'
import type pg from 'pg'
import type { VNode } from 'preact'
import type { Numbered } from '../../core/matters/face.js'
import { recordsAt } from '../../core/mirror/registers.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { measureOf, termOf } from './options.js'

/** Where a case leads: to the lot that it is about, to what was decided on its finding. */
export const beyondCase = async (pool: pg.Pool, matter: Numbered<Case>): Promise<VNode> => (
  <>
    {matter.gtin && matter.lot && (
      <p class="actions">
        <a class="button secondary" href={`/01/${matter.gtin}/10/${encodeURIComponent(matter.lot)}`}>
          <Say text={say('svLotPage')} />
        </a>
      </p>
    )}
    {await sanctionsOfCase(pool, matter)}
  </>
)

async function sanctionsOfCase(pool: pg.Pool, { sanctions = [] }: Numbered<Case>): Promise<VNode | null> {
  if (sanctions.length === 0) return null
  const records = await recordsAt<Sanction>(
    pool,
    sanctions.map(id => sanctionKey(id))
  )
  return (
    <section class="card">
      <h2>
        <Say text={say('svSanctionsOfCase')} />
      </h2>
      <ul class="rows">
        {sanctions.map(id => {
          const sanction = records.get(sanctionKey(id))
          return (
            sanction && (
              <li>
                <div>
                  <strong>
                    <Say text={measureOf(sanction)} />
                  </strong>
                  <span class="note">
                    {id} · {sanction.authority} · {sanction.decision} · <Say text={termOf(sanction)} />
                  </span>
                </div>
              </li>
            )
          )
        })}
      </ul>
    </section>
  )
}
