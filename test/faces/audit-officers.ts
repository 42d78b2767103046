/** Inspections on site, in the order in which officers do them: written down, signed by either key, printed. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { iconOf } from '../../src/faces/desk/app/icon.js'
import { approve, enrol, keyOn } from '../desk/operator.js'
import { CASES, garden, grams, lotOf, shipmentOf, toOutlet } from '../http/season.js'
import { actsOf } from '../support/acts.js'
import * as events from '../support/events.js'
import { type Inspectorate, PHONE } from './inspectorate.js'

const LOT = lotOf('crude', 'C2')
const FORM = {
  goods: `${LOT.gtin}/${LOT.lot}`,
  first: '粤A0001',
  second: '粤A0002',
  result: 'held',
  words: '抽样送检'
}
/** As a camera that has been tampered with would name it. */
const notAPicture = new File(['<svg onload="alert(1)"/>'], 'x.jpg', { type: 'image/jpeg' })

export function inspectionTests(inspectorate: Inspectorate): void {
  const { service, season } = inspectorate
  const write = (form: Record<string, string | Blob> = {}) =>
    inspectorate.send('/audit/inspections', { ...FORM, ...form })
  const commandsSaying = async (id: string) =>
    (await service.pool.query(`select command from core.command where command like '%' || $1 || '%'`, [id])).rows

  t.test('what cannot be taken is said by its field, with all that was typed still there', async t => {
    const wrong = await write({ goods: 'NOSUCH', first: '1', second: '1', result: '', words: '', photo: notAPicture })
    t.equal(wrong.status, 422)
    for (const told of ['没有找到这一批次', '请填写证件号', '请选择结论', '请写明检查情况', '照片须为'])
      t.match(wrong.body, told)
    t.match(wrong.body, 'value="NOSUCH"')
    const large = await write({ photo: new File([new Uint8Array(12 * 1024 * 1024 + 1)], 'x.png') })
    t.match(large, { status: 422, body: /照片不能超过 12 MB/ })
  })

  t.test('a record is written, checked and signed with the gateway’s key; the ledger has no certificate', async t => {
    const { status, location } = await write()
    t.equal(status, 303)
    const before = await inspectorate.get(location)
    t.match(before.body, /粤A0001、粤A0002[\s\S]*先暂扣[\s\S]*抽样送检[\s\S]*未签名/)
    const id = location.split('/').at(-1)!
    t.same(await commandsSaying(id), [], 'nothing is said before somebody signs')
    const twice = await Promise.all([1, 2].map(() => inspectorate.send(`${location}/sign`, { command: '' })))
    t.same(
      twice.map(({ status }) => status),
      [303, 303]
    )
    const { body } = await inspectorate.get(location)
    t.match(body, /已上链，区块 \d+[\s\S]*平台代管的机构密钥/)
    t.match(body, /作出结论/, 'what was held waits for a result')
    const said = await commandsSaying(id)
    t.equal(said.length, 1, 'and once')
    t.notMatch(said[0].command, /粤A000/)
    t.match((await service.get(`/01/${LOT.gtin}/10/${LOT.lot}`)).body, '暂扣')
    t.equal((await inspectorate.get(location, inspectorate.heyuan)).status, 404, 'another authority’s is none of its')
  })

  t.test('on site, at 360 px, the officer’s own device signs, and the page says so', async t => {
    const { page, context, breaches } = await inspectorate.opened('/desk', PHONE)
    await enrol(page)
    await approve(service, 'inspector', await keyOn(page))
    breaches.length = 0 // the app at /desk asks for a key that is not there yet
    await page.goto(`${service.url}/audit/inspections/new?${new URLSearchParams({ ...LOT })}`)
    t.equal(await page.locator('#field-goods').inputValue(), `${LOT.gtin}/${LOT.lot}`)
    await page.getByLabel('第一位执法人员').fill('粤A0001')
    await page.getByLabel('第二位执法人员').fill('粤A0002')
    await page.getByLabel('不合格，不得销售').check()
    await page.getByLabel('检查情况').fill('检出啶虫脒超标')
    await page.getByLabel('照片').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: iconOf(48) })
    await page.locator('input[data-shrunk]').waitFor()
    await page.getByRole('button', { name: '保存，去签名' }).click()
    await page.getByRole('button', { name: '用本机密钥签名' }).click()
    await page.locator('[data-standing=recorded]').waitFor()
    const main = page.locator('main')
    t.match(await main.innerText(), /执法人员的设备密钥[\s\S]*货物已判为不合格/)
    t.ok(await page.getByRole('button', { name: '打印记录' }).isVisible())
    t.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= PHONE.width)
    const photo = await fetch(`${page.url()}/photo`, { headers: inspectorate.regulator.headers })
    t.match(photo.headers.get('content-type'), 'image/jpeg', 'it was made anew before it was sent')
    await page.emulateMedia({ media: 'print' })
    t.notOk(await page.getByText('之后').isVisible())
    t.ok(await page.getByText('执法人员、当事人签字').isVisible())
    await page.emulateMedia({ media: 'screen' })
    await page.getByRole('link', { name: '从本批发起召回' }).click()
    await page.waitForURL(/\/audit\/recalls\/new\?gtin=/)
    t.same(breaches, [])
    await context.close()
  })

  t.test('goods that do not conform go nowhere from then on', async t => {
    const shipped = events.shipping({
      from: garden,
      to: toOutlet,
      shipment: shipmentOf('S9'),
      goods: [grams('crude', LOT.lot, 100)],
      time: events.at(60)
    })
    t.match(await season.does('grower', shipped), { status: 422, body: { code: 'LOT_REJECTED' } })
  })

  t.test('what the ledger refuses is said, and may be signed again; what is not the record is not taken', async t => {
    const { location } = await write({ result: 'conformant', goods: `${lotOf('leaf', 'L1').gtin}/L1` })
    const id = location.split('/').at(-1)!
    const foreign = season.authors.inspector.capture(
      events.recalling({ place: garden, lots: [lotOf('leaf', 'L1')], number: randomUUID().slice(0, 8) })
    )
    const sign = (command: string, who = inspectorate.regulator) =>
      inspectorate.send(`${location}/sign`, { command }, who)
    t.equal((await sign(JSON.stringify(foreign))).status, 400)
    t.equal((await sign('{')).status, 400)
    t.equal((await sign('', inspectorate.heyuan)).status, 404)
    const { rows } = await service.pool.query('select events from core_own.inspection where id = $1', [id])
    const forged = season.authors.inspector.command('trace', 'capture', { events: rows[0].events })
    const altered = { ...forged, signature: season.authors.grower.command('trace', 'capture', {}).signature }
    t.match(await sign(JSON.stringify(altered)), { status: 422, body: /签名/ })
    t.equal((await sign(JSON.stringify(forged))).status, 303)
    t.match((await inspectorate.get(location)).body, '执法人员的设备密钥')
    const acts = (await actsOf(service)).filter(({ subject }) => subject === id)
    t.same(
      acts.map(({ act, details }) => [act, details.by]),
      [
        ['inspection.write', undefined],
        ['inspection.sign', 'device']
      ]
    )
  })

  t.test('from a case that does not conform, the lot in it is recalled', async t => {
    const { location } = await write({ result: 'non_conformant', goods: CASES.stale })
    t.equal((await inspectorate.send(`${location}/sign`, { command: '' })).status, 303)
    const { gtin, lot } = lotOf('pack', 'P2')
    t.match((await inspectorate.get(location)).body, `/audit/recalls/new?gtin=${gtin}&amp;lot=${lot}`)
  })
}
