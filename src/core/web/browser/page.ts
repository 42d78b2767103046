import './first.js'
import type { Text } from '@suyuan/model/core/refusal'
import { type Claim, check, type Entry, type HashIdOf, type Standing } from './check.js'
import { saying } from './elements.js'
import { offerSharing } from './share.js'
import { failing, holding, say } from './verdict.js'
import { webCrypto } from './web-crypto.js'

/**
 * The script of a page that can be checked (`check.tsx` makes its section): on a tap it fetches the page's own proof, works
 * it out on the reader's device, holds the page against it, and says what came of that. It asks nobody else for anything.
 */

const PATIENCE_MILLISECONDS = 60_000
const MARKS = { proven: 'stepProven', missing: 'stepMissing', other: 'stepOther' } as const

const all = (selector: string, within: ParentNode = document) => [...within.querySelectorAll<HTMLElement>(selector)]

const section = document.querySelector<HTMLElement>('section.check')
if (section) offer(section)
for (const button of all('button.share')) offerSharing(button)

/**
 * Shows the button in place of what the page says where no script runs: that it cannot be checked here. That stays where the
 * browser has no WebCrypto.
 */
function offer(section: HTMLElement): void {
  if (!globalThis.crypto?.subtle) return
  const button = section.querySelector('button')!
  const result = section.querySelector('[role=status]')!
  const show = (...what: Node[]) => result.replaceChildren(...what)
  show()
  button.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    show(saying('p', say('checkRunning')))
    try {
      show(await answer(section.dataset as unknown as Section))
    } finally {
      button.disabled = false
    }
  })
}

/** The section's data attributes. */
interface Section {
  /** Address of the proof. */
  proof: string
  ledger: string
  about: string
}

async function answer({ proof, ledger, about }: Section): Promise<HTMLElement> {
  const fetched = await textOf(proof)
  if (typeof fetched !== 'string') return fetched
  const places = all('[data-event]')
  const ids = all('[data-hash-of]')
  const claim: Claim = { ledger, about, entries: places.map(entryAt), hashIds: ids.map(hashIdAt) }
  const found = await check(fetched, claim, webCrypto)
  mark([...places, ...ids], found.holds ? [...found.standings, ...found.hashStandings] : [])
  return found.holds ? holding(found, about) : failing(found)
}

/** The proof as it came, or what is to be said of its not coming. */
async function textOf(address: string): Promise<string | HTMLElement> {
  const patience = new AbortController()
  const impatient = setTimeout(() => patience.abort(), PATIENCE_MILLISECONDS)
  try {
    const response = await fetch(address, { signal: patience.signal })
    const text = await response.text()
    if (response.ok) return text
    const pending = text.includes('"PROOF_PENDING"')
    return note(pending ? say('checkPending') : say('checkUnreachable', { reason: response.status }))
  } catch (error) {
    return note(say('checkUnreachable', { reason: (error as Error).message }))
  } finally {
    clearTimeout(impatient)
  }
}

const note = (text: Text) => saying('p', text, 'verdict note')

const entryAt = (place: HTMLElement): Entry => ({
  event: place.dataset.event!,
  kind: place.dataset.kind!,
  text: place.closest('li')!.textContent!
})

const hashIdAt = (place: HTMLElement): HashIdOf => ({ event: place.dataset.hashOf!, hashId: place.textContent! })

/** Writes beside each entry and each hash id how it stands, and over those that are folded away that they all are proven. */
function mark(places: readonly HTMLElement[], standings: readonly Standing[]): void {
  for (const old of all('.mark.standing')) old.remove()
  for (const [index, standing] of standings.entries()) {
    places[index]!.after(' ', markOf(say(MARKS[standing]), standing === 'proven'))
  }
  for (const folded of all('.way details, .hashes')) {
    const bad = all('.mark.standing.bad', folded).length
    const count = all('.mark.standing', folded).length
    if (count === 0) continue
    const text = bad === 0 ? say('stepsProven', { count }) : say('stepsNot', { count: bad })
    folded.querySelector('summary')!.append(' ', markOf(text, bad === 0))
  }
}

const markOf = (text: Text, good: boolean) => saying('span', text, `mark standing ${good ? 'good' : 'bad'}`)
