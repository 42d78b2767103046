import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import { Say } from '../../../../core/web/browser/say.js'
import { formsFor } from '../forms/index.js'
import { say } from '../say.js'
import { Install } from './install.js'
import { type Look, unsentOf } from './look.js'
import { RecallNotices } from './recall-notices.js'
import { clock, directionOf, span } from './states.js'

/** A clock that is further off is spoken of. */
const SKEW_SECONDS = 120

/** The first screen: what to log, how it stands, and the way to everything else. */
export const Home = ({ look }: { look: Look }) => (
  <>
    <Standing look={look} />
    <RecallNotices unheard={look.data?.recalls ?? []} excursions={look.data?.excursions ?? []} />
    <section class="card">
      <h2>
        <Say text={say('deskLogTitle')} />
      </h2>
      <nav class="tiles">
        {look.data &&
          formsFor(look.data).map(([name, form]) => (
            <a key={name} class="button" href={`#/log/${name}`}>
              <Say text={form.title} />
            </a>
          ))}
      </nav>
    </section>
    <section class="card">
      <ul class="rows">
        <Way href="#/entries" text={say('deskOutbox')} count={unsentOf(look.entries).length} />
        <Way href="/desk/goods" text={say('deskGoods')} online={look.line.online} />
        <Way
          href="#/clerks"
          text={say('deskClerks')}
          note={look.clerk && say('deskClerkNow', { name: look.clerk.name })}
        />
        <Way href="#/device" text={say('deskDevice')} />
      </ul>
    </section>
    <section class="card">
      <h2>
        <Say text={say('deskTools')} />
      </h2>
      <ul class="rows">
        {TOOLS.map(([href, name]) => (
          <Way key={href} href={href} text={say(name)} online={look.line.online} />
        ))}
      </ul>
    </section>
    <Install />
  </>
)

const TOOLS = [
  ['/desk/weighing', 'deskWeighing'],
  ['/desk/labels', 'deskLabels'],
  ['/desk/certificates', 'deskCertificates'],
  ['/desk/import', 'deskImport'],
  ['/desk/recalls', 'deskRecall']
] as const

interface WayParts {
  href: string
  text: Text
  note?: Text | undefined
  count?: number
  /** Given where it takes a signal: whether there is one. */
  online?: boolean
}

const Way = ({ href, text, note, count, online }: WayParts) => (
  <li>
    <a href={href} aria-disabled={online === false ? 'true' : undefined}>
      <strong>
        <Say text={text} />
      </strong>
      {count ? <span class="badge">{count}</span> : null}
      {online === false && (
        <span class="note">
          <Say text={say('deskNeedsSignal')} />
        </span>
      )}
      {note && (
        <span class="note">
          <Say text={note} />
        </span>
      )}
    </a>
  </li>
)

/** What of the line, the device, the clock and the storage one has to know before logging. */
function Standing({ look }: { look: Look }) {
  const { line, device, asOf, skew, threat, entries } = look
  const unsent = unsentOf(entries).length
  return (
    <div class="stack" aria-live="polite">
      <p class="note" data-online={line.online}>
        <Say text={say(line.online ? 'deskOnline' : 'deskOffline')} />
        {unsent > 0 && (
          <span class="mark note">
            <Say text={say('deskUnsent', { count: unsent })} />
          </span>
        )}
        {asOf && (
          <span class="mark note">
            <Say text={say('deskAsOf', { time: clock(asOf) })} />
          </span>
        )}
      </p>
      {device?.standing === 'asked' && (
        <Amber title={say('deskAsked')}>
          <Say text={say('deskAskedHelp')} />
        </Amber>
      )}
      {device?.standing === 'revoked' && <Amber title={say('deskRevoked')} />}
      {!line.loggedIn && (
        <Amber title={say('deskLogInAgain')}>
          <a href="/account/login?next=/desk">
            <Say text={say('deskLogInButton')} />
          </a>
        </Amber>
      )}
      {Math.abs(skew) >= SKEW_SECONDS && (
        <Amber title={say('deskSkew', { direction: directionOf(skew), amount: span(skew) })} />
      )}
      {threat.evicts && <Amber title={say('deskMayEvict', threat.evicts)} />}
      {threat.full && <Amber title={say('deskFull')} />}
    </div>
  )
}

const Amber = ({ title, children }: { title: Text; children?: ComponentChildren }) => (
  <section class="banner amber">
    <strong>
      <Say text={title} />
    </strong>
    {children && <p>{children}</p>}
  </section>
)
