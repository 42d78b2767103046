import { refusalText } from '../../../../core/web/browser/refusal-text.js'
import { Say } from '../../../../core/web/browser/say.js'
import { FORMS } from '../forms/index.js'
import type { Replayer } from '../replayer.js'
import { say } from '../say.js'
import type { Draft, Entry, Store } from '../store.js'
import { Today } from './log.js'
import type { Look } from './look.js'
import { clock, StateMark } from './states.js'

/** More than these are a search for the goods' pages. */
const MOST = 200

interface EntriesParts {
  look: Look
  store: Store
  replayer: Replayer
}

/** Everything that this phone has logged, and how it stands. */
export const Entries = ({ look, store, replayer }: EntriesParts) => (
  <section class="card">
    <h1>
      <Say text={say('deskOutbox')} />
    </h1>
    {look.entries.length + look.drafts.length === 0 && (
      <p class="empty">
        <Say text={say('deskNothingYet')} />
      </p>
    )}
    <ul class="rows">
      {look.drafts.map(draft => (
        <DraftRow key={draft.form} draft={draft} store={store} />
      ))}
      {look.entries.slice(0, MOST).map(entry => (
        <li key={entry.id}>
          <a href={`#/entry/${entry.id}`}>
            <strong>
              <Say text={FORMS[entry.form].title} /> <Say text={entry.summary} />
            </strong>
            <StateMark entry={entry} />
            <span class="note">
              {clock(entry.loggedAt)} {entry.clerk}
            </span>
          </a>
        </li>
      ))}
    </ul>
    <div class="actions">
      <button type="button" class="secondary" onClick={() => replayer.kick()}>
        <Say text={say('deskSendNow')} />
      </button>
    </div>
  </section>
)

const DraftRow = ({ draft, store }: { draft: Draft; store: Store }) => (
  <li>
    <a href={draft.mends ? `#/mend/${draft.mends}` : `#/log/${draft.form}`}>
      <strong>
        <Say text={FORMS[draft.form].title} />
      </strong>
      <span class="mark note">
        <Say text={say('deskStateDraft')} />
      </span>
      <span class="note">{clock(draft.at)}</span>
    </a>
    <button
      type="button"
      class="secondary"
      onClick={() => void store.write(['drafts'], tx => tx.objectStore('drafts').delete(draft.form))}
    >
      <Say text={say('deskDiscard')} />
    </button>
  </li>
)

/** One entry: where it is, and what to do about it. */
export const EntryView = ({ entry, look }: { entry: Entry; look: Look }) => (
  <>
    <section class="card" aria-live="polite">
      <h1>
        <Say text={FORMS[entry.form].title} />
      </h1>
      <p class="number">
        <Say text={entry.summary} />
      </p>
      <p>
        <StateMark entry={entry} />
      </p>
      <Detail entry={entry} />
      <p class="note">
        {clock(entry.loggedAt)} {entry.clerk && <Say text={say('deskLoggedBy', { name: entry.clerk })} />}
      </p>
      {entry.form === 'harvest' && entry.state !== 'refused' && <Today entries={look.entries} />}
    </section>
    <div class="actions">
      {entry.state === 'refused' && !entry.mendedBy && (
        <a class="button" href={`#/mend/${entry.id}`}>
          <Say text={say('deskMend')} />
        </a>
      )}
      <a class={entry.state === 'refused' ? 'button secondary' : 'button'} href={`#/log/${entry.form}`}>
        <Say text={say('deskNext')} />
      </a>
    </div>
  </>
)

function Detail({ entry }: { entry: Entry }) {
  const { state, code, facts, waitingFor, fault } = entry
  if (state === 'refused' && code)
    return (
      <div class="verdict bad">
        <p>
          <Say text={say('deskRefusedHelp')} />
        </p>
        <p>
          <strong>
            <Say text={refusalText(code, facts)} />
          </strong>
        </p>
      </div>
    )
  if (state === 'sent' && waitingFor && waitingFor.length > 0)
    return (
      <p class="verdict note">
        <Say text={say('deskWaitsFor', { what: waitingFor.map(nameOf).join('，') })} />
      </p>
    )
  if (fault)
    return (
      <p class="verdict note">
        <Say text={say('deskFault')} />
      </p>
    )
  return state === 'recorded' || state === 'refused' ? null : (
    <p>
      <Say text={say('deskSaved')} />
    </p>
  )
}

const nameOf = (key: string) => key.split('/').slice(2).join(' ') || key
