import type { FastifyPluginAsync } from 'fastify'
import type { AuditEntry, Break } from '../../core/identity/audit-log.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { minuteOf } from '../../core/web/clock.js'
import { Say } from '../../core/web/page.js'
import { say, type TextName } from '../../core/web/texts.js'

const page = { hide: true } as const
const ENTRIES = 50

interface LogParts {
  entries: readonly AuditEntry[]
  /** Names of accounts, but of those that were erased. */
  names: ReadonlyMap<string, string>
  head: { number: number; hash: string }
  broken: Break | null
}

/** What our own acts are called; the other faces' have their codes. */
const ACTS: Readonly<Record<string, ActText>> = {
  login: 'actLogin',
  'account.enrol': 'actEnrol',
  'account.disable': 'actDisable',
  'account.enable': 'actEnable',
  'code.make': 'actCodeMake',
  'code.withdraw': 'actCodeWithdraw',
  'roles.set': 'actRoles',
  'password.set': 'actPassword',
  'passkey.add': 'actPasskeyAdd',
  'passkey.revoke': 'actPasskeyRevoke',
  'device.ask': 'actDeviceAsk',
  'device.approve': 'actDeviceApprove',
  'device.decline': 'actDeviceDecline',
  'device.revoke': 'actDeviceRevoke',
  'key.open': 'actKeyOpen',
  'key.revoke': 'actKeyRevoke',
  'account.erase': 'actErase',
  'erasure.ask': 'actEraseAsk',
  'erasure.withdraw': 'actEraseTakeBack',
  'data.export': 'actExport',
  'log.redact': 'actRedact'
}
type ActText = Extract<TextName, `act${string}`>
/** Keys' ids are long; this much tells them apart. */
const MOST_SHOWN = 36

const BREAKS = { missing: 'logMissing', altered: 'logAltered', 'cut off': 'logCutOff' } as const

const Log = ({ entries, names, head, broken }: LogParts) => (
  <>
    <h1>
      <Say text={say('logTitle')} />
    </h1>
    <p>
      <Say text={say('logHelp')} />
    </p>
    {broken ? (
      <div class="banner" role="alert">
        <Say text={say(BREAKS[broken.why], { number: broken.number })} />
      </div>
    ) : (
      <div class="verdict">
        <Say text={say('logWhole', { count: head.number })} />
        <p class="mono note">{head.hash.slice(0, 32)}</p>
      </div>
    )}
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by the keys */}
    <div class="scroll wide" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {(['logNumber', 'logAt', 'logWho', 'logAct', 'logSubject', 'logDetails'] as const).map(name => (
              <th scope="col">
                <Say text={say(name)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ number, at, account, act, subject, details, redactedAt }) => (
            <tr>
              <td>{number}</td>
              <td>{minuteOf(at)}</td>
              <td>{account ? (names.get(account) ?? account) : 'API'}</td>
              <td>
                {ACTS[act] && <Say text={say(ACTS[act])} />} <span class="mono note">{act}</span>
              </td>
              <td class={names.has(subject) ? undefined : 'mono'}>
                {redactedAt ? (
                  <Say text={say('erasedSubject')} />
                ) : (
                  (names.get(subject) ?? subject.slice(0, MOST_SHOWN))
                )}
              </td>
              <td class="mono">{details === '{}' ? '' : details}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    {entries.length === ENTRIES && (
      <p class="actions">
        <a class="button secondary" href={`/account/log?before=${entries.at(-1)!.number}`}>
          <Say text={say('logOlder')} />
        </a>
      </p>
    )}
  </>
)

/** /account/log: what was done about accounts, keys and devices; worked out anew each time that it is looked at. */
export const log =
  ({ people }: Services): FastifyPluginAsync =>
  async app => {
    const onRequest = people.required('administrator')

    app.get('/account/log', { onRequest, schema: page }, async (request, reply) => {
      const person = request.person!
      const { organisation } = person
      const { before } = request.query as { before?: string }
      const from = /^\d{1,15}$/.test(before ?? '') ? Number(before) : null
      const { auditLog, accounts } = people
      const [entries, head, broken, members] = await Promise.all([
        auditLog.list(organisation, from, ENTRIES),
        auditLog.head(organisation),
        auditLog.verify(organisation),
        accounts.list(person)
      ])
      const names = new Map(members.map(({ account, name }) => [account, name]))
      const children = <Log entries={entries} names={names} head={head} broken={broken} />
      return sendAppPage(reply, { title: say('logTitle').zh, area: 'account', section: 'log', person, children })
    })
  }
