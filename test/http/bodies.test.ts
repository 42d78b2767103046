/** Bodies that could mean two things, or nothing, or are too much: 4xx with the field, and the service goes on. */
import t from 'tap'
import { request } from 'undici'
import { peakDuring, residentOf } from '../support/memory.js'
import { Service } from '../support/service.js'
import { BASE } from '../support/world.js'

const service = await Service.start()
t.teardown(() => service.stop())
t.setTimeout(120_000)

async function send(body: string | Buffer, type = 'application/json', path = '/api/core/places') {
  const authorization = `Bearer ${service.administrators.get(BASE)}`
  const headers = { 'content-type': type, authorization }
  const response = await request(service.url + path, { method: 'POST', headers, body })
  return { status: response.statusCode, body: (await response.body.json()) as Record<string, unknown> }
}

const invalid = (field: string | RegExp) => ({ status: 400, body: { code: 'REQUEST_INVALID', field } })

t.test('a name that is given twice', async t => {
  t.match(await send('{"gln":"1","gln":"2"}'), invalid('gln'))
  t.match(await send('{"name":{"zh":"一","en":"a","z\\u0068":"二"}}'), invalid('zh'), 'however it is written')
  t.match(await send('{ "a" : [ { "b":1 } , {"c":"}","c" :2} ] }'), invalid('c'), 'however deep')
  const fine = await send('{"name":{"zh":"zh","en":"zh"},"kind":"\\"kind\\":","gln":["gln","gln"]}')
  t.not((fine.body.facts as { problem?: string })?.problem, '同一名称出现两次 the name is given twice')
  t.equal(fine.status, 400, 'a schema says more')
})

t.test('an encoding that is not UTF-8', async t => {
  const chinese = Buffer.from([...Buffer.from('{"gln":"'), 0xb2, 0xe8, ...Buffer.from('"}')]) // 茶 in GB 18030
  t.match(await send(chinese), invalid('(root)'))
  t.match(await send('{}', 'application/json; charset=gb18030'), { status: 415, body: { code: 'MEDIA_TYPE' } })
  t.match(await send('{}', 'application/json; charset="UTF-8"'), { status: 400, body: { field: /gln|name/ } })
  t.match(await send('\uFEFF{}'), { status: 400, body: { field: /gln|name/ } }, 'a byte order mark harms nobody')
})

t.test('nesting without end, in whatever brackets', async t => {
  for (const [left, right] of [
    ['[', ']'],
    ['{"a":', '}']
  ])
    t.match(await send(`${left!.repeat(20_000)}1${right!.repeat(20_000)}`), invalid('(root)'))
  t.match(await send('['.repeat(200_000)), invalid('(root)'), 'never closed')
})

t.test('what is no JSON', async t => {
  for (const text of ['', '{', '{"a":1,}', '{"a"}', '"\\', '{"a":"\\x","a":1}', 'null', '{"__proto__":{"a":1}}'])
    t.match(await send(text), { status: 400, body: { code: 'REQUEST_INVALID' } }, text)
  t.equal((await service.get('/readyz')).status, 200)
})

const MEGABYTE = 1024 * 1024
/** As many items as a body of four megabytes holds, less its frame. */
const full = (before: string, item: string, after: string) => {
  const count = Math.floor((4 * MEGABYTE - 200) / Buffer.byteLength(`${item},`))
  return `${before}${Array.from({ length: count }, () => item).join(',')}${after}`
}
const names = (count: number) => Array.from({ length: count }, (_, i) => `"k${i}":1`).join(',')

const LARGE: Record<string, [status: number, body: string | Buffer, path?: string]> = {
  'objects without end': [413, full('{"events":[', '{}', ']}')],
  'texts without end': [413, full('{"payload":[', '""', ']}')],
  'names without end': [413, `{${names(300_000)}}`],
  'too many names for one object': [413, `{${names(1001)}}`],
  'nesting without end': [400, '['.repeat(4 * MEGABYTE)],
  'a name twice, at the end': [400, full('{"a":1,"b":[', `"${'x'.repeat(100)}"`, '],"a":2}')],
  'a name of megabytes, twice': [400, `{"${'x'.repeat(MEGABYTE)}":1,"${'x'.repeat(MEGABYTE)}":1}`],
  'a member of megabytes that no form has': [400, `{"${'x'.repeat(MEGABYTE)}":1}`, '/api/trace/captures'],
  'another encoding': [400, Buffer.alloc(4 * MEGABYTE - 100, 0xb2)],
  'one long text': [400, `{"payload":{"a":"${'\\u8336'.repeat(600_000)}"}}`],
  'fifty thousand serials': [400, `{"cases":[{"serials":[${Array(50_000).fill('"A1"')}]}]}`, '/api/trace/packings'],
  'more than any route takes': [413, 'x'.repeat(6 * MEGABYTE)],
  'more than this route takes': [413, `{"gln":"${'1'.repeat(300_000)}"}`, '/api/core/places']
}

t.test('large bodies are refused, all at once and again and again, and the gateway grows no larger for it', async t => {
  const { pid } = service.network.supervisor.status().find(({ name }) => name === 'gateway')!
  const before = residentOf(pid!)
  const round = async () => {
    for (const [what, [status, body, path]] of Object.entries(LARGE)) {
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => send(body, 'application/json', path ?? '/api/core/commands'))
      )
      for (const answer of answers) {
        t.equal(answer.status, status, what)
        t.ok(JSON.stringify(answer.body).length < 2000, `${what}: and the answer is short`)
      }
    }
  }
  // Four bodies of the first kind alone took 580 MB before their values were counted.
  t.ok((await peakDuring(pid!, round)) < before + 350, `${before} MB before`)
  await round()
  const grown = residentOf(pid!)
  t.ok((await peakDuring(pid!, () => round().then(round))) < grown + 150, `${grown} MB after two rounds`)
  t.equal((await service.get('/readyz')).status, 200)
})

t.test('a body of another type than JSON', async t => {
  t.match(await send('gln=1', 'application/x-www-form-urlencoded'), { status: 415, body: { code: 'MEDIA_TYPE' } })
  t.match(await send('{}', 'text/plain'), { status: 415, body: { code: 'MEDIA_TYPE' } })
})
