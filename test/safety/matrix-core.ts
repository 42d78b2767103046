/** The registers, whose authority is the organisation's administrator, the regulator's, or two organisations'. */
import { gln, gtin, uscc } from '../support/codes.js'
import { Author, signingKey } from '../support/signing.js'
import { PARTIES, REGULATOR, RETAIL } from '../support/world.js'
import { CALLER_NAMES, type Caller, ORGANISATIONS, type Organisation } from './callers.js'
import { type Case, type Entry, LATE, type Stage } from './stage.js'

const isAdministrator = ({ name }: Caller) => (ORGANISATIONS as readonly string[]).includes(name)
const after = (organisation: Organisation): Organisation =>
  ORGANISATIONS[(ORGANISATIONS.indexOf(organisation) + 1) % ORGANISATIONS.length]!
const before = (organisation: Organisation) => after(after(organisation))
const numberOf = ({ name }: Caller) => CALLER_NAMES.indexOf(name)
const name = { zh: '演示·某', en: 'Demo' }

/** Administrators hear `code`, parties that it takes an administrator. */
const administratorsHear = (code: string) => (caller: Caller) =>
  isAdministrator(caller) ? code : 'ADMINISTRATOR_REQUIRED'

/** Registers of parties and keys, whose authority is the organisation's administrator. */
export function registers({ spares, movers }: Stage): Record<string, Case[]> {
  /** Of one's own organisation, and of the next. */
  const ofParty = (
    body: (party: Author, caller: Caller) => object,
    elsewhere = 'ORGANISATION_MISMATCH',
    at = spares
  ) => [
    {
      about: 'of its own organisation',
      body: (caller: Caller) => body(at[caller.organisation], caller),
      may: ORGANISATIONS,
      others: 'ADMINISTRATOR_REQUIRED'
    },
    {
      about: "of another's",
      body: (caller: Caller) => body(at[after(caller.organisation)], caller),
      may: [],
      others: administratorsHear(elsewhere)
    }
  ]
  const regulatorOnly = { may: [REGULATOR] as const, others: administratorsHear('REGULATOR_REQUIRED') }
  const itself = (caller: Caller) => (isAdministrator(caller) ? spares[caller.organisation].id : caller.party)
  const newKey = ({ id, organisation, ledger }: Author) =>
    new Author(id, organisation, ledger, signingKey()).registration
  return {
    parties: [
      {
        about: 'a new one',
        body: caller => ({ uscc: uscc(500 + numberOf(caller)), name, roles: ['buyer'] }),
        may: ORGANISATIONS,
        others: 'ADMINISTRATOR_REQUIRED'
      },
      {
        about: 'one with a role that the regulator gives',
        body: caller => ({ uscc: uscc(520 + numberOf(caller)), name, roles: ['laboratory'] }),
        ...regulatorOnly
      }
    ],
    keys: ofParty(newKey),
    roles: [
      ...ofParty(({ id, organisation }, caller) => ({
        uscc: id,
        roles: [organisation === caller.organisation ? 'producer' : 'retailer']
      })),
      {
        about: 'to itself, of those that the regulator gives',
        body: caller => ({ uscc: itself(caller), roles: ['inspector'] }),
        ...regulatorOnly
      }
    ],
    releases: ofParty(({ id }, { organisation }) => ({ uscc: id, to: after(organisation) }), undefined, movers),
    claims: [
      {
        about: 'of a party that was released to it',
        body: ({ organisation }) => ({ uscc: movers[before(organisation)].id }),
        may: ORGANISATIONS,
        others: 'ADMINISTRATOR_REQUIRED'
      },
      {
        about: 'of one that was not',
        body: ({ organisation }) => ({ uscc: spares[after(organisation)].id }),
        may: [],
        others: administratorsHear('PARTY_NOT_RELEASED')
      }
    ],
    clients: [
      {
        about: 'of its own organisation',
        body: ({ organisation }) => ({ party: spares[organisation].id, label: 'x' }),
        may: ORGANISATIONS,
        others: 'NOT_ALLOWED'
      },
      {
        about: "of another's",
        body: ({ organisation }) => ({ party: spares[after(organisation)].id, label: 'x' }),
        may: [],
        others: 'NOT_ALLOWED'
      }
    ],
    revocations: ofParty(({ key }) => ({ key: key.id }))
  }
}

/** Registers in which everybody may write, but not as part of what is another's; and what takes two organisations. */
export const commons = ({ strange }: Stage): Record<string, Case[]> => ({
  places: [
    { about: 'a new one', body: caller => placeOf(caller, 600), may: CALLER_NAMES, others: '' },
    {
      about: "as part of another's",
      body: caller => ({ ...placeOf(caller, 620), parent: strange }),
      may: [],
      others: 'PLACE_NOT_AUTHORS'
    }
  ],
  products: [
    {
      about: 'a new one',
      body: caller => ({ gtin: gtin(600 + numberOf(caller)), name, form: 'crude-tea', unit: 'gram' }),
      may: CALLER_NAMES,
      others: ''
    }
  ],
  'parameter-proposals': [
    {
      about: 'any',
      body: () => ({ name: 'trace.packing.excess', value: 1100, source: 'test' }),
      may: ORGANISATIONS,
      others: 'ADMINISTRATOR_REQUIRED'
    }
  ],
  'parameter-acceptances': [
    {
      about: 'of what BaseMSP proposed',
      body: () => LATE,
      may: [RETAIL, REGULATOR],
      others: administratorsHear('PARAMETER_NEEDS_ANOTHER')
    }
  ]
})

const placeOf = (caller: Caller, from: number) => ({
  gln: gln(from + numberOf(caller)),
  name,
  kind: 'warehouse',
  region: '440300'
})

/** Who has a device speaks by its signature. */
export const signed = (from: number): Entry => ({
  signed: true,
  cases: [
    {
      about: 'in its own name',
      body: caller => caller.author!.command('core', 'registerPlace', placeOf(caller, from)),
      may: CALLER_NAMES,
      others: ''
    },
    {
      about: "in another's",
      body: caller => {
        const author = (caller.name === 'grower' ? PARTIES.cooperative : PARTIES.grower).uscc
        return caller.author!.command('core', 'registerPlace', placeOf(caller, from + 20), { author })
      },
      may: [],
      others: 'KEY_NOT_AUTHORS'
    }
  ]
})
