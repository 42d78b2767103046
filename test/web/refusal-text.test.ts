import { Refusal } from '@suyuan/model/core/refusal'
import t from 'tap'
import { refusalText, withFacts } from '../../src/core/web/browser/refusal-text.js'

t.test('a refusal says in both languages what it is about', async t => {
  const { code, facts } = new Refusal('STOCK_SHORT', { lot: 'A1', available: 30, wanted: 50 })
  const { zh, en } = refusalText(code, facts)
  t.match(zh, /（批号 A1；现有 30；需要 50）$/)
  t.match(en, / \(lot A1; available 30; wanted 50\)$/)
})

t.test('roles are called by their names, lists are read out', async t => {
  const { zh, en } = refusalText('ROLE_REQUIRED', { roles: ['packer', 'office'] })
  t.match(zh, /所需角色 包装者、帮扶办/)
  t.match(en, /roles wanted packer, assistance office/)
})

t.test('what is no fact of the law is left out, and no text is made of nothing', async t => {
  const text = { zh: '不行', en: 'No' }
  t.same(withFacts(text, { transaction: 'f00', block: 7, command: '/api' }), text)
  t.same(withFacts(text, undefined), text)
  t.same(refusalText('NEVER_HEARD_OF'), { zh: 'NEVER_HEARD_OF', en: 'NEVER_HEARD_OF' })
})
