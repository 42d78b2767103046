import { Instant } from '@suyuan/model/core/instant'
import t from 'tap'

const taken = (text: string) => Instant.safeParse(text).success

t.test('instants are taken with the offset of their place', async t => {
  for (const text of ['2026-04-05T08:00:00+08:00', '2026-04-05T00:00:00.123456789Z', '1999-12-31T23:59:59-12:00'])
    t.ok(taken(text), text)
})

t.test('what Postgres could not store is no instant: a mirror must not halt over it', async t => {
  for (const text of [
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '2026-04-05T08:00:00+16:00',
    '2026-04-05T08:00:00-23:59',
    '2026-04-05T08:00:00+14:01',
    `2026-04-05T08:00:00.${'0'.repeat(200)}Z`,
    '2026-04-05T08:00:00',
    '2026-02-30T08:00:00Z'
  ])
    t.notOk(taken(text), text)
})
