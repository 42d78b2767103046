import t from 'tap'
import { nextAfter, wrongFieldOf } from '../../src/modules/epcis/schedule.js'
import { isDestination, isPrivate } from '../../src/modules/epcis/webhooks.js'

const after = new Date('2026-04-05T01:05:00Z') // a Sunday

t.test('a schedule is due when all that it says fits, and what is finer is at its beginning', async t => {
  const due = (schedule: object) => nextAfter(schedule, after)?.toISOString().replace('.000Z', '')
  t.equal(due({ hour: '1', minute: '5' }), '2026-04-06T01:05:00')
  t.equal(due({ hour: '1', minute: '6' }), '2026-04-05T01:06:00')
  t.equal(due({ minute: '[10-12],5' }), '2026-04-05T01:10:00')
  t.equal(due({ second: '0/30' }), '2026-04-05T01:05:30')
  t.equal(due({ second: '*/7' }), '2026-04-05T01:05:07')
  t.equal(due({ hour: '[2-4]' }), '2026-04-05T02:00:00')
  t.equal(due({ dayOfWeek: '1' }), '2026-04-06T00:00:00')
  t.equal(due({ dayOfWeek: '7', hour: '9' }), '2026-04-05T09:00:00')
  t.equal(due({ dayOfMonth: '29', month: '2' }), '2028-02-29T00:00:00')
  t.equal(due({ dayOfMonth: '30', month: '2' }), undefined)
})

t.test('what is no time, or none that comes, is told by its field', async t => {
  t.equal(wrongFieldOf({}), 'schedule')
  t.equal(wrongFieldOf({ dayOfMonth: '30', month: '2' }), 'schedule')
  const wrong = { second: '60', minute: '', hour: '[5-1]', dayOfMonth: '0', month: '13', dayOfWeek: 'Mon' }
  for (const [field, text] of Object.entries(wrong)) t.equal(wrongFieldOf({ [field]: text }), `schedule.${field}`)
  t.equal(wrongFieldOf({ minute: '0,15,[30-40]' }), null)
})

t.test('results are sent to addresses on the internet', async t => {
  for (const address of [
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '192.168.0.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '0.0.0.0'
  ])
    t.ok(isPrivate(address), address)
  for (const address of ['8.8.8.8', '172.32.0.1', '2001:4860::8888', '::ffff:8.8.8.8'])
    t.notOk(isPrivate(address), address)
  for (const dest of [
    'http://127.1/',
    'http://[::1]/',
    'http://0x7f000001/',
    'https://a.localhost/',
    'ftp://x.org/',
    'x',
    'https://u:p@x.org/'
  ])
    t.notOk(isDestination(dest, false), dest)
  t.ok(isDestination('https://example.com:8443/hook?x=1', false))
  t.ok(isDestination('http://127.0.0.1/', true))
})
