import { createHash } from 'node:crypto'
import { remember, type Said, SPAN, seen, spanOf, type Utterance } from '@suyuan/model/core/sequence'
import t from 'tap'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const said = (sequence: number, id = `id ${sequence}`, content = 'content'): Utterance => ({
  sequence,
  idHash: digest(id),
  digest: digest(`${sequence} ${id} ${content}`)
})
const after = (...sequences: number[]): Said | null =>
  sequences.reduce<Said | null>((record, sequence) => remember(record, said(sequence), sequence % 2 === 1), null)

t.test('an id with another content is a reuse', async t => {
  t.equal(seen(after(1, 2, 3), said(2, 'id 2', 'other')), 'reused')
  t.equal(seen(after(1, 2, 3), said(4, 'id 2')), 'reused', 'under a new sequence too')
})

t.test('a sequence with another id is a reuse', async t => {
  t.equal(seen(after(1, 2, 3), said(2, 'other id')), 'reused')
})

t.test('the same again has the outcome of the first time', async t => {
  t.equal(seen(after(1, 2, 3), said(1)), 'accepted')
  t.equal(seen(after(1, 2, 3), said(2)), 'refused')
})

t.test('gaps may be filled later', async t => {
  const record = after(5, 2, 9)
  t.equal(record?.high, 9)
  for (const unsaid of [1, 3, 4, 6, 8, 10]) t.equal(seen(record, said(unsaid)), 'new', `${unsaid}`)
  for (const sequence of [5, 9]) t.equal(seen(record, said(sequence)), 'accepted')
  t.equal(seen(record, said(2)), 'refused')
})

t.test('a record holds its span in any order of saying, and no more', async t => {
  const sequences = Array.from({ length: SPAN }, (_, i) => SPAN + ((i * 7) % SPAN))
  const record = after(...sequences)
  t.equal(record?.slots.length, SPAN * 21)
  for (const sequence of sequences) t.equal(seen(record, said(sequence)), sequence % 2 === 1 ? 'accepted' : 'refused')
})

t.test('records of a key sort as their sequences do', async t => {
  const sequences = [1, SPAN - 1, SPAN, 10 * SPAN, 1000 * SPAN, Number.MAX_SAFE_INTEGER]
  const spans = sequences.map(spanOf)
  t.same([...spans].sort(), spans)
  t.equal(spanOf(1), spanOf(SPAN - 1))
  t.not(spanOf(SPAN - 1), spanOf(SPAN))
})
