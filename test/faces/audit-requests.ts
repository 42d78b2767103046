/** What authorities of different regions ask of one another, and what consumers ask of them. */
import t from 'tap'
import { within } from '../../src/core/identity/scope.js'
import { garden } from '../http/season.js'
import { actsOf } from '../support/acts.js'
import { fill } from '../support/forms.js'
import { logIn } from '../support/people.js'
import { PARTIES, PRODUCTS } from '../support/world.js'
import { BUREAUS, type Inspectorate } from './inspectorate.js'

export function requestTests(inspectorate: Inspectorate): void {
  const { service, regulator, heyuan, guangzhou } = inspectorate
  const actsOn = async (id: string) =>
    (await actsOf(service)).filter(({ subject }) => subject.endsWith(id)).map(({ act, account }) => [act, account])
  const ASKED = { about: garden, office: BUREAUS.heyuan, reason: '请核实该基地三月用药记录', due: '2099-12-31' }
  const ask = async (fields: Partial<typeof ASKED> = {}) =>
    inspectorate.send('/audit/requests', { ...ASKED, ...fields })

  t.test('who looks beyond his region is led to ask the authority there', async t => {
    const { body } = await inspectorate.get(`/audit/places/${garden}`)
    const [, href] = /href="(\/audit\/requests\/new\?[^"]+)"/.exec(body) ?? []
    const form = await inspectorate.get(href!.replaceAll('&amp;', '&'))
    t.match(form.body, `value="${garden}"`)
    t.match(form.body, new RegExp(`<option value="${BUREAUS.heyuan}" selected`), 'which is the narrowest for 441621')
    t.notMatch(form.body, `<option value="${PARTIES.inspector.uscc}"`, 'nobody asks himself')
    const wrong = await ask({ about: 'NOSUCH', office: PARTIES.inspector.uscc, reason: '', due: '2020-01-01' })
    t.equal(wrong.status, 422)
    for (const told of ['没有找到这一事项', '请选择协查机关', '请写明事由', '今天或以后']) t.match(wrong.body, told)
  })

  t.test(
    'a request is seen by both authorities, answered by one, closed by the other, and each step is on record',
    async t => {
      const { status, location } = await ask()
      t.equal(status, 303)
      const id = location.split('/').at(-1)!
      t.match((await inspectorate.get('/audit/requests', heyuan)).body, new RegExp(`请我们协查的[\\s\\S]*${location}`))
      t.match((await inspectorate.get(location, heyuan)).body, ASKED.reason)
      t.match((await inspectorate.get('/audit', heyuan)).body, /待答复的协查/)

      t.equal((await inspectorate.get(location, guangzhou)).status, 404, 'a third sees nothing of it')
      t.notMatch((await inspectorate.get('/audit/requests', guangzhou)).body, id)
      t.equal((await inspectorate.send(`${location}/close`, {}, guangzhou)).status, 404)
      const rows = await within(
        service.pool,
        { party: BUREAUS.guangzhou },
        async db => (await db.query('select from core_own.assistance')).rowCount
      )
      t.equal(rows, 0, 'nor does a query that forgets to ask for whom')

      await inspectorate.send(`${location}/answer`, { words: '自己答自己' })
      t.match((await inspectorate.get(location)).body, 'data-state="open"', 'who asks does not answer')
      await inspectorate.send(`${location}/close`, {}, heyuan)
      t.match((await inspectorate.get(location)).body, 'data-state="open"', 'who is asked does not close')
      t.equal((await inspectorate.send(`${location}/answer`, { words: '' }, heyuan)).status, 422)
      await inspectorate.send(`${location}/answer`, { words: '用药记录齐全，未见异常' }, heyuan)
      await inspectorate.send(`${location}/answer`, { words: '又一次' }, heyuan)
      const { body } = await inspectorate.get(location)
      t.match(body, /data-state="answered"[\s\S]*用药记录齐全/)
      t.notMatch(body, '又一次')
      await inspectorate.send(`${location}/close`, {})
      t.match((await inspectorate.get(location)).body, 'data-state="closed"')

      const acts = await actsOn(id)
      for (const [act, account] of [
        ['request.ask', regulator.account],
        ['audit.look', heyuan.account],
        ['request.answer', heyuan.account],
        ['request.close', regulator.account]
      ])
        t.ok(
          acts.some(each => each[0] === act && each[1] === account),
          `${act}`
        )
      t.notOk(acts.some(([, account]) => account === guangzhou.account))
      t.equal(acts.filter(([act]) => act === 'request.answer').length, 1)
    }
  )

  t.test('one that is not answered by its day is said to be overdue', async t => {
    const { location } = await ask()
    await service.pool.query(`update core_own.assistance set due = current_date - 2 where id = $1`, [
      location.split('/').at(-1)
    ])
    t.match((await inspectorate.get('/audit/requests')).body, '逾期未答复')
  })
}

const COMPLAINT = {
  kind: 'illness',
  words: '喝完之后肚子不舒服',
  contact: '13800000000',
  code: `${PRODUCTS.pack.gtin} SOLD000000`
}

export function complaintTests(inspectorate: Inspectorate): void {
  const { service, regulator } = inspectorate
  const { gtin } = PRODUCTS.pack

  t.test('a complaint is found from its product, taken up, answered and closed', async t => {
    const filed = await fill(`${service.url}/complaints`, COMPLAINT)
    const number = filed.headers.get('location')!.split('/').at(-1)!
    const address = `/audit/complaints/${number}`
    t.match((await inspectorate.get(`/audit/products/${gtin}`)).body, `/audit/complaints?gtin=${gtin}`)
    t.match((await inspectorate.get(`/audit/complaints?gtin=${gtin}`)).body, /喝完之后[\s\S]*/)
    t.match((await inspectorate.get('/audit/complaints?state=received')).body, address)
    t.notMatch((await inspectorate.get('/audit/complaints?state=closed')).body, address)
    t.notMatch((await inspectorate.get(`/audit/complaints?gtin=${PRODUCTS.leaf.gtin}`)).body, address)

    const step = (state: string, said = '') => inspectorate.send(`${address}/step`, { state, said })
    t.equal((await step('taken')).status, 303)
    t.match(await step('taken'), { status: 422, body: /这一步已经做过/ })
    t.match(await step('answered'), { status: 422, body: /请写明答复/ })
    t.equal((await step('answered', '已抽样送检，三日内告知结果。')).status, 303)
    t.equal((await step('closed', '检验合格。')).status, 303)
    t.equal((await step('reopened')).status, 400)
    const { body } = await inspectorate.get(address)
    t.match(body, /已受理[\s\S]*已答复[\s\S]*三日内告知结果[\s\S]*已办结[\s\S]*检验合格/)
    t.notMatch(body, /name="state"/, 'closed is closed')
    t.match((await service.get(`/complaints/${number}`, { accept: 'text/html' })).body, '检验合格。')
    const acts = (await actsOf(service)).filter(({ subject }) => subject.endsWith(number)).map(({ act }) => act)
    t.same(
      ['audit.look', 'complaint.taken', 'complaint.answered', 'complaint.closed'].filter(act => !acts.includes(act)),
      []
    )
  })

  t.test('how to reach who complained is shown to a regulator on demand, and each look is on record', async t => {
    const filed = await fill(`${service.url}/complaints`, COMPLAINT)
    const number = filed.headers.get('location')!.split('/').at(-1)!
    const address = `/audit/complaints/${number}`
    t.notMatch((await inspectorate.get(address)).body, COMPLAINT.contact)
    t.match((await inspectorate.send(`${address}/contact`, {})).body, COMPLAINT.contact)
    t.match((await inspectorate.get(address)).body, '办理人员查看了您的联系方式')
    const looks = (await actsOf(service)).filter(
      ({ act, subject }) => act === 'complaint.contact' && subject === number
    )
    t.same(
      looks.map(({ account }) => account),
      [regulator.account]
    )
    const office = await logIn(service, { party: PARTIES.inspector.uscc, roles: ['office', 'certifier'] })
    for (const path of ['/audit/complaints', address]) t.equal((await inspectorate.get(path, office)).status, 403)
    t.equal((await inspectorate.send(`${address}/contact`, {}, office)).status, 403)
    t.equal((await inspectorate.get('/audit/complaints/TS0000000000')).status, 404)
  })

  t.test('codes that are scanned oddly are listed, by kind and product', async t => {
    await service.pool.query(
      `insert into core_own.scan_flag (kind, gtin, serial, day, times, regions, first_at, last_at) values
         ('velocity', $1, 'SOLD000000', current_date, 41, '{}', now(), now()),
         ('geography', $1, 'HOME000001', current_date, 1, '{广东,新疆}', now(), now())`,
      [gtin]
    )
    const all = await inspectorate.get('/audit/flags')
    t.match(all.body, /扫码过频[\s\S]*41|41[\s\S]*扫码过频/)
    t.match(all.body, '广东, 新疆')
    const far = (await inspectorate.get(`/audit/flags?kind=geography&gtin=${gtin}`)).body
    t.match(far, 'HOME000001')
    t.notMatch(far, `/audit/packs/${gtin}/SOLD000000`)
    t.notMatch((await inspectorate.get(`/audit/flags?gtin=${PRODUCTS.leaf.gtin}`)).body, 'HOME000001')
  })
}
