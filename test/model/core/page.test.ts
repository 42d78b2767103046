import { paged, pager, pageWith, prefixOfPage, unpaged } from '@suyuan/model/core/page'
import { locate } from '@suyuan/model/laws'
import { caseKey, lotKey, stockKey } from '@suyuan/model/trace/states'
import t from 'tap'

t.test('neighbours share a page, others have a key of their own', async t => {
  t.same(locate(lotKey('09520001000010', 'H-041')), { stored: 'page/trace/lot/09520001000010/H-04', entry: '1' })
  t.equal(locate(lotKey('09520001000010', 'H-042')).stored, locate(lotKey('09520001000010', 'H-041')).stored)
  t.same(locate(caseKey('095200010000000017')), { stored: 'page/trace/case/0952000100000000', entry: '17' })
  t.same(locate(stockKey('1', 'A', '2')), { stored: 'trace/stock/1/A/2' })
  t.same(locate('core/key/abc'), { stored: 'core/key/abc' })
})

t.test('two states are never stored in one place', async t => {
  const where = (key: string) => JSON.stringify(locate(key))
  const lots = ['1', '11', '111', '2', '12', 'A/1', 'A', '%2', '%'].map(lot => where(lotKey('0952', lot)))
  t.equal(new Set(lots).size, lots.length)
})

t.test('a page tells what its last write changed, and what it took away', async t => {
  const at = pager({ 'x/y': 1 })
  t.same(at('x/y/12'), { stored: 'page/x/y/1', entry: '2' })
  t.same(unpaged('page/x/y/1', { changed: ['2', '3'], entries: { 1: 'old', 2: 'new' } }), [
    { key: 'x/y/12', value: 'new' },
    { key: 'x/y/13', value: null }
  ])
  t.same(unpaged('x/z', 5), [{ key: 'x/z', value: 5 }])
})

t.test('what is written is stored by the page, over the entries that it has', async t => {
  const at = pager({ 'x/y': 1 })
  const writes = new Map<string, unknown>([
    ['x/y/12', 'new'],
    ['x/z', 5],
    ['x/y/13', null],
    ['x/y/21', 'other']
  ])
  const { alone, pages } = paged(writes, at)
  t.same([...alone], [['x/z', 5]])
  t.same([...pages.keys()], ['page/x/y/1', 'page/x/y/2'])
  t.same(pageWith({ 1: 'old', 3: 'gone' }, pages.get('page/x/y/1')!), {
    changed: ['2', '3'],
    entries: { 1: 'old', 2: 'new' }
  })
  t.equal(prefixOfPage('page/x/y/1'), 'x/y/1')
  t.equal(prefixOfPage('x/z'), null)
})
