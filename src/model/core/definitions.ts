/**
 * The one code runs under two chaincode definitions. What only the regulator may let come about (certificates, recognition,
 * sanctions) lives under the second, whose endorsement policy names it; either reads the other's states, and writes none.
 */
export const DEFINITIONS = ['open', 'regulated'] as const
export type Definition = (typeof DEFINITIONS)[number]

/** Modules whose commands are judged, and whose states are kept, under the definition that needs the regulator. */
export const REGULATED_MODULES: ReadonlySet<string> = new Set(['certification', 'recognition', 'supervision'])

/** The organisation whose administrator supervises the programme. */
export const REGULATOR = 'RegulatorMSP'
/** Without the regulator nothing comes about under the second definition; with it, one of these is enough. */
export const CO_ENDORSERS: readonly string[] = ['BaseMSP', 'RetailMSP']

/** Kinds of states that a transaction writes of itself, named by its id, under whichever definition it is of. */
const OF_TRANSACTIONS: ReadonlySet<string> = new Set(['batch', 'checkpoint'])
/** What begins the keys of the second definition's own states that are of no module. */
export const REGULATED = 'regulated'
const PAGE = 'page/'
const SUFFIX = '-regulated'

const firstPart = (text: string): string => text.split('/', 1)[0]!

/** The definition that judges a module, or that a state is kept under; of a state also by where it is stored. */
export function definitionOf(moduleOrKey: string): Definition {
  const first = firstPart(moduleOrKey.startsWith(PAGE) ? moduleOrKey.slice(PAGE.length) : moduleOrKey)
  return first === REGULATED || REGULATED_MODULES.has(first) ? 'regulated' : 'open'
}

/** Whether a state may be among those of a definition. */
export const isOf = (stored: string, definition: Definition): boolean =>
  OF_TRANSACTIONS.has(firstPart(stored)) || definitionOf(stored) === definition

/** The name of a definition's chaincode, from that of the open one. */
export const chaincodeOf = (open: string, definition: Definition): string =>
  definition === 'open' ? open : `${open}${SUFFIX}`

/** Which definition a chaincode of that name is of, and what the other's chaincode is called. */
export function sidesOf(chaincode: string): { own: Definition; other: string } {
  return chaincode.endsWith(SUFFIX)
    ? { own: 'regulated', other: chaincode.slice(0, -SUFFIX.length) }
    : { own: 'open', other: chaincodeOf(chaincode, 'regulated') }
}
