/** What packs claim beside what the law wants on them, as it is logged by phone. */
import t from 'tap'
import { refOf } from '../../src/faces/desk/browser/forms/reading.js'
import { granted } from '../certification/officials.js'
import * as events from '../support/events.js'
import type { Phone } from '../support/phone.js'
import { all, type Service } from '../support/service.js'
import type { Author } from '../support/signing.js'
import { type PartyName, PLACES, PRODUCTS } from '../support/world.js'
import { choices, log, MOST_TAPS, offered, stateOf } from './operator.js'

const NUMBER = 'SZZP-1'
const CRUDE = { gtin: PRODUCTS.crude.gtin, lot: 'Z9' }
const inputs = refOf(CRUDE)

/** Crude tea at the garden, to be packed. */
async function teaMade(service: Service, { grower }: Record<PartyName, Author>): Promise<void> {
  const [base, plot] = [PLACES.garden.gln, PLACES.plot.gln]
  const picked = events.grams({ gtin: PRODUCTS.leaf.gtin, lot: 'Z9' }, 42_000)
  const outputs = [events.grams(CRUDE, 10_000)]
  await all([service.send(grower.capture(events.harvest({ base, plot, goods: picked })))])
  const process = events.processing({ place: base, template: 'green', inputs: [picked], outputs })
  await all([service.send(grower.capture(process))])
}

/** @param phone the grower's, whose owner may pack */
export function claimingTests(service: Service, authors: Record<PartyName, Author>, phone: Phone): void {
  t.test('packs bear the certificate and the mark that were chosen without a signal, then as last time', async t => {
    const says = await granted(service, authors, NUMBER)
    await teaMade(service, authors)
    const page = await phone.tab('/desk')
    await offered(page, 'packing', 'inputs', inputs)
    await offered(page, 'packing', 'certificate', NUMBER)
    await phone.signal(false)
    const first = await log(page, 'packing', { inputs, pieces: '3', certificate: NUMBER, commonMark: 'yes' })
    t.ok(first <= MOST_TAPS, `${first} taps`)
    t.ok((await log(page, 'packing', { inputs, pieces: '2' })) < first)
    await phone.signal(true)
    await stateOf(page, 'recorded')
    const { rows } = await service.pool.query(
      `select event from trace.event where kind = 'packing' and event @> '{"suyuan:commonMark": true}' order by block, index`
    )
    t.match(rows, Array(2).fill({ event: { ilmd: { 'suyuan:certificate': NUMBER } } }))

    await phone.signal(false)
    await log(page, 'packing', { inputs, pieces: '1' })
    await all([says('suspend', { words: '监督抽检不合格' })])
    await phone.signal(true)
    await stateOf(page, 'refused')
    await page.getByRole('link', { name: '改正后重记' }).click()
    const field = page.locator('fieldset').filter({ has: page.locator('[name=certificate]') })
    t.match(await field.locator('.error').innerText(), '该证书不能用于此次包装')
    await field.locator('[value=""]').check()
    t.equal(await field.locator('.error').count(), 0)
    await page.getByRole('button', { name: '保存' }).click()
    await stateOf(page, 'recorded')
    t.notOk((await choices(page, 'packing', 'certificate')).includes(NUMBER), 'what is suspended is not offered')
    await page.close()
  })
}
