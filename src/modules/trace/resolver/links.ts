import type { Text } from '@suyuan/model/core/refusal'
import { say } from '../../../core/web/texts.js'
import { lotPath, packPath } from '../pages-format.js'
import type { ProductLink } from '../queries/product-links.js'
import type { Thing } from './things.js'
import { type Choice, DEFAULT } from './wanted.js'

/** Where something about a thing is. */
export interface ThingLink extends Choice {
  /** Name of its type in GS1's vocabulary. */
  rel: string
  /** A path of ours, or an address of others. */
  href: string
  title: Text
}

/** All that is known of a thing at one level of its name, from its own down to the primary key. */
export interface Level {
  path: string
  /** What it is a name of. */
  about: Text
  links: ThingLink[]
}

const BOTH = ['zh', 'en'] as const
const page = (rel: string, path: string, title: Text): ThingLink => ({
  ...{ rel, href: path, title, type: 'text/html', languages: BOTH }
})
const data = (rel: string, path: string, title: Text): ThingLink => ({
  ...{ rel, href: path, title, type: 'application/json' }
})

/** Where a thing's page is for those who are sent to it: at its own address browsers have it. */
export const pageAddress = (path: string) => `/trace${path}`

/** A level whose default link is its page, which has another type too, as the standard wants of default links. */
const levelOf = (path: string, about: Text, [rel, title]: [string, Text], more: readonly ThingLink[]): Level => {
  const shown = page(rel, pageAddress(path), title)
  return { path, about, links: [{ ...shown, rel: DEFAULT }, shown, ...more] }
}

/** Links of a thing that is there, the most particular level first. @param own what its owner has put there for the product */
export function levelsOf(thing: Thing, own: readonly ProductLink[] = []): Level[] {
  if (thing.kind === 'case') return [levelOf(`/00/${thing.sscc}`, say('case'), ['traceability', say('linkCase')], [])]
  if (thing.kind === 'place') {
    const record = data('masterData', `/api/core/places/${thing.gln}`, say('linkRecord'))
    return [levelOf(`/414/${thing.gln}`, say('linkOfPlace'), ['locationInfo', say('linkPlace')], [record])]
  }
  const { gtin, lot, serial } = thing
  const levels: Level[] = []
  if (serial !== undefined) {
    const api = `/api/trace/provenance/${gtin}/${encodeURIComponent(serial)}`
    levels.push(storyLevel(packPath(gtin, lot, serial), say('linkOfPack'), api))
  }
  if (lot !== undefined) {
    const api = `/api/trace/provenance/${gtin}/lots/${encodeURIComponent(lot)}`
    levels.push(storyLevel(lotPath(gtin, lot), say('linkOfLot'), api))
  }
  levels.push(productLevel(gtin, own))
  return levels
}

const storyLevel = (path: string, about: Text, api: string): Level =>
  levelOf(
    path,
    about,
    ['traceability', say('linkStory')],
    [data('traceability', api, say('linkStoryData')), page('recallStatus', pageAddress(path), say('linkRecall'))]
  )

function productLevel(gtin: string, own: readonly ProductLink[]): Level {
  const path = `/01/${gtin}`
  const record = data('masterData', `/api/core/products/${gtin}`, say('linkRecord'))
  const about = say('linkOfProduct')
  const [first, ...others] = levelOf(path, about, ['pip', say('linkProduct')], [record]).links
  const leading = own.find(({ leads }) => leads)
  // The owner's go before ours of the same type.
  return {
    path,
    about,
    links: [leading ? { ...ownLink(leading), rel: DEFAULT } : first!, ...own.map(ownLink), ...others]
  }
}

const ownLink = ({ rel, href, title, language }: ProductLink): ThingLink => ({
  ...{ rel, href, title, type: 'text/html' },
  ...(language && { languages: [language] })
})
