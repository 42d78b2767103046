import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { Account } from '../../core/identity/accounts.js'
import type { Device } from '../../core/identity/devices.js'
import type { Enrolment } from '../../core/identity/enrolments.js'
import type { PasskeyRow } from '../../core/identity/passkeys.js'
import type { PersonRole } from '../../core/identity/person.js'
import { minuteOf } from '../../core/web/clock.js'
import { Choices, Deed, Input, type Option, Problem, Select } from '../../core/web/fields.js'
import type { Form } from '../../core/web/form.js'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { DeviceCard } from './device-list.js'
import { EraseForm } from './erasing.js'
import { nameIn, type PartyName } from './parties.js'
import { rolesGivenBy, roleText } from './roles.js'

export interface MembersParts {
  members: readonly Account[]
  codes: readonly Enrolment[]
  /** Devices that wait for the administrator. */
  asked: readonly Device[]
  parties: readonly PartyName[]
}

/** Those first who wait for their erasure. */
const waitingFirst = (members: readonly Account[]) =>
  [...members].sort((a, b) => Number(b.erasureAskedAt !== null) - Number(a.erasureAskedAt !== null))

/** Everybody of an organisation, and what waits for its administrator. */
export const Members = ({ members, codes, asked, parties }: MembersParts) => (
  <>
    <h1>
      <Say text={say('membersTitle')} />
    </h1>
    <p class="actions">
      <a class="button" href="/account/people/new">
        <Say text={say('memberNew')} />
      </a>
    </p>
    {asked.length > 0 && (
      <section class="card">
        <h2>
          <Say text={say('devicesAsked')} /> <span class="badge">{asked.length}</span>
        </h2>
        <ul class="rows">
          {asked.map(device => (
            <DeviceCard device={device} party={nameIn(parties, device.party)} decides />
          ))}
        </ul>
      </section>
    )}
    {codes.length > 0 && (
      <section class="card">
        <h2>
          <Say text={say('codesOpen')} /> <span class="badge">{codes.length}</span>
        </h2>
        <ul class="rows">
          {codes.map(({ id, name, party, expiresAt }) => (
            <li>
              <strong>{name}</strong>
              <span class="note">
                {nameIn(parties, party).zh} <Say text={say('codeUntil', { when: minuteOf(expiresAt) })} />
              </span>
              <Deed action="/account/people/withdraw" fields={{ id }} text={say('codeWithdraw')} />
            </li>
          ))}
        </ul>
      </section>
    )}
    <section class="card">
      <h2>
        <Say text={say('membersList')} />
      </h2>
      <ul class="rows">
        {waitingFirst(members).map(({ account, name, party, roles, disabledAt, erasureAskedAt }) => (
          <li>
            <a href={`/account/people/${account}`}>
              <strong>{name}</strong>
              {disabledAt && (
                <span class="mark bad">
                  <Say text={say('memberDisabled')} />
                </span>
              )}
              {erasureAskedAt && (
                <span class="mark note">
                  <Say text={say('eraseWanted')} />
                </span>
              )}
              <span class="note">
                {nameIn(parties, party).zh} · {roles.map(role => roleText(role).zh).join('、')}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  </>
)

interface RoleParts {
  form: Form
  /** Whose administrator chooses: he is shown what he may give. */
  organisation: string
  /** What somebody is already. */
  has?: readonly PersonRole[]
}

const RoleChoices = ({ form, organisation, has }: RoleParts) => (
  <Choices
    form={form}
    name="roles"
    label={say('accountRoles')}
    options={rolesGivenBy(organisation).map((role): Option => [role, roleText(role)])}
    value={has}
    many
  />
)

const partyOption = ({ id, name }: PartyName): Option => {
  const text = name.zh === id ? id : `${name.zh} ${id}`
  return [id, untranslated(text)]
}

/** Whom an administrator lets in: name, party, roles; a code comes of it. */
export const NewMember = ({ parties, form }: { parties: readonly PartyName[]; form: Form }) => (
  <>
    <h1>
      <Say text={say('memberNew')} />
    </h1>
    <p>
      <Say text={say('memberNewHelp')} />
    </p>
    <Problem form={form} />
    <form method="post" action="/account/people" class="card stack">
      <Input form={form} name="name" label={say('accountName')} maxlength={60} />
      <Select
        form={form}
        name="party"
        label={say('accountParty')}
        hint={say('memberPartyHint')}
        options={parties.map(partyOption)}
        value={parties[1]?.id}
      />
      <RoleChoices form={form} organisation={parties[0]!.id} />
      <button type="submit" class="button">
        <Say text={say('codeMake')} />
      </button>
    </form>
  </>
)

/** A code, shown this once. */
export const NewCode = ({ name, code }: { name: string; code: string }) => (
  <>
    <h1>
      <Say text={say('codeTitle', { name })} />
    </h1>
    <section class="card">
      <p class="number mono">{code}</p>
      <p>
        <Say text={say('codeHelp')} />
      </p>
      <p class="mono">/account/enrol</p>
      <p class="note">
        <Say text={say('shownOnce')} />
      </p>
    </section>
    <p class="actions">
      <a class="button secondary" href="/account/people">
        <Say text={say('peopleBack')} />
      </a>
    </p>
  </>
)

interface MemberParts {
  member: Account
  party: Text
  passkeys: readonly PasskeyRow[]
  devices: readonly Device[]
  form: Form
}

/** One member, as the administrator has him. */
export const Member = ({ member, party, passkeys, devices, form }: MemberParts) => {
  const at = `/account/people/${member.account}`
  return (
    <>
      <h1>{member.name}</h1>
      <div class="grid">
        <section class="card">
          <dl>
            <Row name={say('loginAccount')}>
              <span class="mono">{member.login}</span>
            </Row>
            <Row name={say('accountParty')}>
              <Say text={party} />
            </Row>
            <Row name={say('memberSince')}>{minuteOf(member.createdAt)}</Row>
            {member.disabledAt && <Row name={say('memberDisabled')}>{minuteOf(member.disabledAt)}</Row>}
          </dl>
          <div class="actions">
            <Deed action={`${at}/code`} text={say('codeAgain')} />
            {member.disabledAt ? (
              <Deed action={`${at}/enable`} text={say('memberEnable')} />
            ) : (
              <Deed action={`${at}/disable`} kind="danger" text={say('memberDisable')} />
            )}
          </div>
        </section>
        <section class="card">
          <form method="post" action={`${at}/roles`} class="stack">
            <RoleChoices form={form} organisation={member.organisation} has={member.roles} />
            <button type="submit" class="button secondary">
              <Say text={say('rolesSave')} />
            </button>
          </form>
        </section>
        {passkeys.length > 0 && (
          <section class="card">
            <h2>
              <Say text={say('passkeysTitle')} />
            </h2>
            <ul class="rows">
              {passkeys.map(({ id, label, createdAt }) => (
                <li>
                  <strong>{label}</strong>
                  <span class="note">
                    <Say text={say('passkeyMade', { when: minuteOf(createdAt) })} />
                  </span>
                  <Deed action="/account/passkeys/revoke" fields={{ id }} text={say('passkeyRevoke')} />
                </li>
              ))}
            </ul>
          </section>
        )}
        <EraseForm member={member} form={form} />
        {devices.length > 0 && (
          <section class="card">
            <h2>
              <Say text={say('devicesTitle')} />
            </h2>
            <ul class="rows">
              {devices.map(device => (
                <DeviceCard device={device} party={party} decides />
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  )
}
