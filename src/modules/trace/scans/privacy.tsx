import { htmlOf, Say } from '../../../core/web/page.js'
import { say, type TextName } from '../../../core/web/texts.js'

const PARTS = [
  ['privacyScansTitle', 'privacyScans'],
  ['privacyChecksTitle', 'privacyChecks'],
  ['privacyComplaintsTitle', 'privacyComplaints'],
  ['privacyAccountsTitle', 'privacyAccounts'],
  ['privacyLedgerTitle', 'privacyLedger'],
  ['privacyRightsTitle', 'privacyRights']
] as const satisfies readonly (readonly [TextName, TextName])[]

/** What is kept of who reads, checks and complains, and what is not. */
export const privacyPage = (): string =>
  htmlOf(
    `${say('privacyTitle').zh} · ${say('site').zh}`,
    <>
      <section class="card">
        <h1>
          <Say text={say('privacyTitle')} />
        </h1>
        <p>
          <Say text={say('privacyShort')} />
        </p>
      </section>
      {PARTS.map(([title, text]) => (
        <section class="card">
          <h2>
            <Say text={say(title)} />
          </h2>
          <p>
            <Say text={say(text)} />
          </p>
        </section>
      ))}
    </>
  )
