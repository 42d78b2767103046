import type pg from 'pg'
import type { Services } from '../../../core/module.js'
import { cautionsOf } from '../../../core/web/cautions.js'
import { pageCopy } from '../../../core/web/page.js'
import { type Copy, copyOf } from '../../../core/web/page-cache.js'
import { subjectsOfCase, subjectsOfCodes, subjectsOfPallet, subjectsOfPlace, subjectsOfStory } from '../pages-doubt.js'
import { productPage } from '../pages-product.js'
import { storyPage } from '../pages-story.js'
import { casePage, palletPage, placePage } from '../pages-things.js'
import { pictureDigestOf, picturePath } from '../queries/product-pictures.js'
import { productView } from '../queries/products.js'
import { lotStory, packStory } from '../queries/provenance.js'
import type { Story } from '../queries/provenance-schema.js'
import { caseView, palletView, placeView } from '../queries/things.js'
import { isProduct, type Thing } from './things.js'

const dataCopy = (json: string) => copyOf('application/json; charset=utf-8', json)

/** What the mirror has of a thing, as a page or as data; null for nothing. */
export const copiesOf = (services: Services) => {
  const { pool, commands } = services
  const cautions = cautionsOf(services)
  return async (thing: Thing, asData: boolean): Promise<Copy | null> => {
    if (thing.kind === 'case') {
      const box = await caseView(pool, thing.sscc)
      if (box) return asData ? dataCopy(JSON.stringify(box)) : pageCopy(casePage(box, cautions(subjectsOfCase(box))))
      const pallet = await palletView(pool, thing.sscc)
      if (!pallet || asData) return pallet && dataCopy(JSON.stringify(pallet))
      return pageCopy(palletPage(pallet, cautions(subjectsOfPallet(pallet))))
    }
    if (thing.kind === 'place') {
      const place = await placeView(pool, thing.gln)
      if (!place || asData) return place && dataCopy(JSON.stringify(place))
      return pageCopy(placePage(place, cautions(subjectsOfPlace(place))))
    }
    if (isProduct(thing)) {
      const product = await productView(pool, thing.gtin)
      if (!product || asData) return product && dataCopy(JSON.stringify(product))
      return pageCopy(productPage(product, await pictureOf(pool, thing.gtin), cautions(subjectsOfCodes(product))))
    }
    const text = await storyOf(pool, thing)
    if (text === null || asData) return text === null ? null : dataCopy(text)
    const story = JSON.parse(text) as Story
    const picture = await pictureOf(pool, thing.gtin)
    const ledger = commands.ledger.id
    const additions = await services.storyAdditions.of(story)
    return pageCopy(storyPage({ story, picture, ledger, additions, cautions: cautions(subjectsOfStory(story)) }))
  }
}

/** Address of a product's picture; null where it has none. */
async function pictureOf(pool: pg.Pool, gtin: string): Promise<string | null> {
  const digest = await pictureDigestOf(pool, gtin)
  return digest && picturePath(gtin, digest)
}

const storyOf = (pool: pg.Pool, { gtin, lot, serial }: Extract<Thing, { kind: 'goods' }>) =>
  serial === undefined ? lotStory(pool, { gtin, lot: lot! }) : packStory(pool, { gtin, serial }, lot)
