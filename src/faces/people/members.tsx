import type { Text } from '@suyuan/model/core/refusal'
import type { Account } from '../../core/identity/accounts.js'
import type { Device } from '../../core/identity/devices.js'
import type { Enrolment } from '../../core/identity/enrolments.js'
import type { PasskeyRow } from '../../core/identity/passkeys.js'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { DeviceCard } from './device-list.js'
import { Deed, Field, type FormErrors, Input, type Typed } from './forms.js'
import { nameIn, type PartyName } from './parties.js'
import { rolesGivenBy, roleText } from './roles.js'
import { momentOf } from './when.js'

export interface MembersParts {
  members: readonly Account[]
  codes: readonly Enrolment[]
  /** Devices that wait for the administrator. */
  asked: readonly Device[]
  parties: readonly PartyName[]
}

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
                {nameIn(parties, party).zh} <Say text={say('codeUntil', { when: momentOf(expiresAt) })} />
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
        {members.map(({ account, name, party, roles, disabledAt }) => (
          <li>
            <a href={`/account/people/${account}`}>
              <strong>{name}</strong>
              {disabledAt && (
                <span class="mark bad">
                  <Say text={say('memberDisabled')} />
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
  /** Whose administrator chooses: he is shown what he may give. */
  organisation: string
  chosen: readonly string[]
  error?: Text | undefined
}

const RoleChoices = ({ organisation, chosen, error }: RoleParts) => (
  <fieldset class="choices" aria-describedby={error && 'field-roles-error'}>
    <legend>
      <Say text={say('accountRoles')} />
    </legend>
    {rolesGivenBy(organisation).map(role => (
      <label>
        <input type="checkbox" name="roles" value={role} checked={chosen.includes(role)} />
        <Say text={roleText(role)} />
      </label>
    ))}
    {error && (
      <p class="error" id="field-roles-error">
        <Say text={error} />
      </p>
    )}
  </fieldset>
)

interface NewMemberParts {
  parties: readonly PartyName[]
  typed: Typed
  roles: readonly string[]
  errors: FormErrors
}

/** Whom an administrator lets in: name, party, roles; a code comes of it. */
export const NewMember = ({ parties, typed, roles, errors }: NewMemberParts) => (
  <>
    <h1>
      <Say text={say('memberNew')} />
    </h1>
    <p>
      <Say text={say('memberNewHelp')} />
    </p>
    <form method="post" action="/account/people" class="card stack">
      <Input name="name" label={say('accountName')} errors={errors} value={typed.name} maxlength={60} />
      <Field name="party" label={say('accountParty')} hint={say('memberPartyHint')} error={errors.party}>
        {aria => (
          <select {...aria} required>
            {parties.map(({ id, name }) => (
              <option value={id} selected={id === (typed.party ?? parties[1]?.id)}>
                {name.zh === id ? id : `${name.zh} ${id}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <RoleChoices organisation={parties[0]!.id} chosen={roles} error={errors.roles} />
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
  errors: FormErrors
}

/** One member, as the administrator has him. */
export const Member = ({ member, party, passkeys, devices, errors }: MemberParts) => {
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
            <Row name={say('memberSince')}>{momentOf(member.createdAt)}</Row>
            {member.disabledAt && <Row name={say('memberDisabled')}>{momentOf(member.disabledAt)}</Row>}
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
            <RoleChoices organisation={member.organisation} chosen={member.roles} error={errors.roles} />
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
                    <Say text={say('passkeyMade', { when: momentOf(createdAt) })} />
                  </span>
                  <Deed action="/account/passkeys/revoke" fields={{ id }} text={say('passkeyRevoke')} />
                </li>
              ))}
            </ul>
          </section>
        )}
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
