/** Bodies that could mean two things, or nothing: 400 and 415 with the field, and the service goes on. */
import t from 'tap'
import { Service } from '../support/service.js'
import { BASE } from '../support/world.js'

const service = await Service.start()
t.teardown(() => service.stop())
t.setTimeout(120_000)

async function send(body: string | Buffer<ArrayBuffer>, type = 'application/json') {
  const response = await fetch(`${service.url}/api/core/places`, {
    method: 'POST',
    headers: { 'content-type': type, authorization: `Bearer ${service.administrators.get(BASE)}` },
    body
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
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
    t.match(await send(`${left!.repeat(500_000)}1${right!.repeat(500_000)}`), invalid('(root)'))
  t.match(await send('['.repeat(1_000_000)), invalid('(root)'), 'never closed')
})

t.test('what is no JSON', async t => {
  for (const text of ['', '{', '{"a":1,}', '{"a"}', '"\\', '{"a":"\\x","a":1}', 'null', '{"__proto__":{"a":1}}'])
    t.match(await send(text), { status: 400, body: { code: 'REQUEST_INVALID' } }, text)
  t.equal((await service.get('/readyz')).status, 200)
})
