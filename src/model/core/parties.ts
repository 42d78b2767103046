import { z } from 'zod'
import { KeyId, MspId, PublicKey, possessionText, Signature } from './command.js'
import { Instant } from './instant.js'
import { action, type Context, REGULATED_ROLES, ROLES, type Role } from './law.js'
import { type KeyRecord, keyKey, Name, partyKey, REGULATOR } from './records.js'
import { Refusal } from './refusal.js'
import { Uscc, usccChecks } from './uscc.js'

const RoleName = z.enum(Object.keys(ROLES) as [Role, ...Role[]])

export const RegisterParty = z.strictObject({
  uscc: Uscc,
  name: Name,
  roles: z.array(RoleName).max(10),
  licence: z.string().min(4).max(40).optional()
})
export const GrantRoles = z.strictObject({ uscc: Uscc, roles: z.array(RoleName).max(10) })
export const ReleaseParty = z.strictObject({ uscc: Uscc, to: MspId })
export const ClaimParty = z.strictObject({ uscc: Uscc })
export const RegisterKey = z.strictObject({
  key: KeyId,
  publicKey: PublicKey,
  party: Uscc,
  custody: z.enum(['device', 'gateway']),
  possession: Signature,
  label: z.string().max(60).optional()
})
export const RevokeKey = z.strictObject({ key: KeyId, compromisedSince: Instant.optional() })
export const requireAdministrator = (context: Context) => {
  if (context.author !== context.organisation) throw new Refusal('ADMINISTRATOR_REQUIRED')
}

const requireGrantable = (context: Context, roles: readonly Role[]) => {
  const regulated = roles.filter(role => REGULATED_ROLES.has(role))
  if (regulated.length > 0 && context.organisation !== REGULATOR)
    throw new Refusal('REGULATOR_REQUIRED', { roles: regulated })
}

const registerParty = action(
  RegisterParty,
  ({ uscc }) => [partyKey(uscc)],
  ({ uscc, name, roles, licence }, draft, context) => {
    requireAdministrator(context)
    requireGrantable(context, roles)
    draft.refuseExisting(partyKey(uscc), 'PARTY_EXISTS', { uscc })
    const { organisation } = context
    draft.write(partyKey(uscc), { name, organisation, roles, ...(licence && { licence }) })
    return usccChecks(uscc) ? [] : [{ type: 'warning', code: 'USCC_CHECK_CHARACTER', uscc }]
  }
)

/** The roles a party has from now on. The regulator sets the regulated ones, the party's organisation the rest. */
const grantRoles = action(
  GrantRoles,
  ({ uscc }) => [partyKey(uscc)],
  ({ uscc, roles }, draft, context) => {
    requireAdministrator(context)
    const party = draft.need(partyKey(uscc), 'PARTY_UNKNOWN', { uscc })
    const changed = [...new Set([...roles, ...party.roles])].filter(
      role => roles.includes(role) !== party.roles.includes(role)
    )
    requireGrantable(context, changed)
    if (party.organisation !== context.organisation && changed.some(role => !REGULATED_ROLES.has(role)))
      throw new Refusal('ORGANISATION_MISMATCH', { uscc })
    draft.change(partyKey(uscc), { roles })
    return []
  }
)

const releaseParty = action(
  ReleaseParty,
  ({ uscc }) => [partyKey(uscc)],
  ({ uscc, to }, draft, context) => {
    requireAdministrator(context)
    const party = draft.need(partyKey(uscc), 'PARTY_UNKNOWN', { uscc })
    if (party.organisation !== context.organisation) throw new Refusal('ORGANISATION_MISMATCH', { uscc })
    draft.change(partyKey(uscc), { releasedTo: to })
    return []
  }
)

const claimParty = action(
  ClaimParty,
  ({ uscc }) => [partyKey(uscc)],
  ({ uscc }, draft, context) => {
    requireAdministrator(context)
    const { releasedTo, ...party } = draft.need(partyKey(uscc), 'PARTY_UNKNOWN', { uscc })
    if (releasedTo !== context.organisation) throw new Refusal('PARTY_NOT_RELEASED', { uscc })
    draft.write(partyKey(uscc), { ...party, organisation: context.organisation })
    return []
  }
)

/** @throws Refusal SIGNATURE_INVALID unless the key is what its id says and has signed for the party */
function requirePossession(
  {
    key,
    publicKey,
    party,
    possession
  }: Pick<z.infer<typeof RegisterKey>, 'key' | 'publicKey' | 'party' | 'possession'>,
  { ledger, crypto }: Context
): void {
  const proved =
    crypto.keyId(publicKey) === key && crypto.verify(publicKey, possessionText(ledger, party, key), possession)
  if (!proved) throw new Refusal('SIGNATURE_INVALID', { field: 'possession' })
}

const registerKey = action(
  RegisterKey,
  ({ key, party }) => [partyKey(party), keyKey(key)],
  ({ key, publicKey, party, custody, label, possession }, draft, context) => {
    requireAdministrator(context)
    const { organisation } = draft.need(partyKey(party), 'PARTY_UNKNOWN', { uscc: party })
    if (organisation !== context.organisation) throw new Refusal('ORGANISATION_MISMATCH', { uscc: party })
    draft.refuseExisting(keyKey(key), 'KEY_EXISTS', { key })
    requirePossession({ key, publicKey, party, possession }, context)
    draft.write(keyKey(key), { party, publicKey, custody, ...(label && { label }) })
    return []
  }
)

/** From here on the key is refused, whatever times its commands claim; `compromisedSince` only marks what came before. */
const revokeKey = action(
  RevokeKey,
  ({ key }, loaded) => {
    const record = loaded.get(keyKey(key)) as KeyRecord | null | undefined
    return [keyKey(key), ...(record ? [partyKey(record.party)] : [])]
  },
  ({ key, compromisedSince }, draft, context) => {
    requireAdministrator(context)
    const record = draft.need(keyKey(key), 'KEY_UNKNOWN', { key })
    const owner = draft.read(partyKey(record.party))?.organisation ?? record.party
    if (owner !== context.organisation) throw new Refusal('ORGANISATION_MISMATCH', { key })
    draft.change(keyKey(key), {
      revoked: { at: context.recordedAt, ...record.revoked, ...(compromisedSince && { compromisedSince }) }
    })
    return []
  }
)

export const partyActions = {
  registerParty,
  grantRoles,
  releaseParty,
  claimParty,
  registerKey,
  revokeKey
}
