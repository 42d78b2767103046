import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { Json } from './parts.js'
import type { StateRow } from './queries.js'

/** What a state was made to be by a transaction. */
export interface StateVersion {
  block: number
  index: number
  code: string
  value: unknown
}

interface StatesParts {
  asked: string
  states?: readonly StateRow[]
  state?: StateRow
  versions?: readonly StateVersion[]
  looked?: number
}

/** States by how their keys begin, or one with what it was before. */
export const StatesPage = ({ asked, states = [], state, versions = [], looked = 0 }: StatesParts) => (
  <>
    <h1>
      <Say text={say('auditStates')} />
    </h1>
    <form method="get" action="/audit/ledger/states" class="search">
      <label for="key">
        <Say text={say('auditStateKey')} />
      </label>
      <input id="key" name="key" value={asked} maxLength={300} aria-describedby="key-hint" />
      <p class="hint mono" id="key-hint">
        core/party/… core/place/… core/product/… trace/lot/GTIN/LOT trace/shipment/… trace/case/SSCC
      </p>
      <button type="submit" class="button">
        <Say text={say('auditSearchSubmit')} />
      </button>
    </form>
    {state && (
      <section class="card">
        <h2 class="mono">{state.key}</h2>
        <p class="note">
          <Say text={say('auditWrittenIn', { block: state.block })} />
        </p>
        <Json value={state.value} />
      </section>
    )}
    {state && (
      <section class="card">
        <h2>
          <Say text={say('auditStateHistory')} />
        </h2>
        <p class="note">
          <Say text={say('auditStateLooked', { count: looked })} />
        </p>
        <ol class="way">
          {versions.map(({ block, index, code, value }) => (
            <li class={code === 'VALID' ? undefined : 'bad'}>
              <a href={`/audit/ledger/blocks/${block}`}>
                <Say text={say('entryProof', { block, transaction: index })} />
              </a>{' '}
              {code !== 'VALID' && <span class="mark bad">{code}</span>}
              <Json value={value} />
            </li>
          ))}
        </ol>
      </section>
    )}
    {!state && asked && (
      <section class="card">
        {states.length === 0 && (
          <p class="empty">
            <Say text={say('auditNothing')} />
          </p>
        )}
        <ul class="rows">
          {states.map(({ key, block }) => (
            <li>
              <a href={`/audit/ledger/states?key=${encodeURIComponent(key)}`}>
                <strong class="mono">{key}</strong>
                <span class="note">{say('auditWrittenIn', { block }).zh}</span>
              </a>
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
)
