/** What the desk's tools keep is a party's own. */
import type pg from 'pg'
import t from 'tap'
import { type Scope, within } from '../../src/core/identity/scope.js'
import { VaultKey } from '../../src/core/identity/vault-key.js'
import { Uploads } from '../../src/faces/desk/exchange/uploads.js'
import { newSsccs } from '../../src/faces/desk/labels/numbers.js'
import { Runs } from '../../src/faces/desk/labels/runs.js'
import { Books } from '../../src/faces/desk/weighing/book.js'
import { Households } from '../../src/faces/desk/weighing/households.js'
import type { Service } from '../support/service.js'
import { BASE, PARTIES, PRODUCTS } from '../support/world.js'

const { grower, supermarket } = PARTIES

/** What tells whose a row is. */
export const TOOLS: Record<string, 'party' | 'weighing' | 'run'> = {
  ...{ household: 'party', weighing: 'party', weighing_line: 'weighing' },
  ...{ label_run: 'party', label: 'run', label_print: 'run', conformity_certificate: 'party', upload: 'party' }
}

/** What a party's rows say whose they are. */
type Owner = Record<'party' | 'weighing' | 'run', string>

/** Has something of everything that the desk's tools keep of a party. */
async function handle({ pool }: Service, party: string): Promise<Owner> {
  const [books, households, runs] = [new Books(pool), new Households(pool, VaultKey.fresh()), new Runs(pool)]
  const goods = { gtin: PRODUCTS.leaf.gtin, lot: 'L1' }
  const terms = { cultivar: '', season: 'spring', grade: '', unit: 'jin', price: 1 } as const
  const weighing = await books.open(party, 'a', { day: '2026-04-05', place: '', plot: '', ...goods, ...terms })
  const household = (await households.named(party, 'HH-1', '村'))!
  await books.add(party, weighing, household, {
    gross: 1000,
    tare: 0,
    deduction: 0,
    grade: '一级',
    price: 1,
    unit: 'jin'
  })
  const codes = await newSsccs(pool, '9520001', 1, async () => new Set())
  const labels = { ...goods, kind: 'case', produced: null, expires: null, content: 1, codes } as const
  const run = await runs.make(party, 'a', labels)
  await runs.print(party, 'a', run, { layout: 'a4', first: 1, last: 1, reason: null })
  await within(pool, { party }, db =>
    db.query(
      `insert into core_own.conformity_certificate (party, gtin, lot, sealed, issued_by) values ($1, '', '', '', '')`,
      [party]
    )
  )
  await new Uploads(pool).keep(party, 'a', { name: 'x.csv', rows: [], kind: 'places' })
  return { party, weighing, run }
}

/** Has the tools keep something of the grower's and of the supermarket's. */
export const handled = async (service: Service): Promise<[Owner, Owner]> => [
  await handle(service, grower.uscc),
  await handle(service, supermarket.uscc)
]

/** @param account somebody of the grower's */
export function toolsTests({ pool }: Service, account: string, [mine, theirs]: [Owner, Owner]): void {
  const shown = async (table: string, scope: Scope): Promise<pg.QueryResultRow[]> =>
    within(pool, scope, async db => (await db.query(`select * from core_own.${table}`)).rows)

  t.test(
    'of weigh-in books, labels, certificates and uploads a query that forgets the party is shown its own',
    async t => {
      for (const [table, by] of Object.entries(TOOLS)) {
        const { rows } = await pool.query(`select ${by} from core_own.${table}`)
        t.same(new Set(rows.map(row => row[by])), new Set([mine[by], theirs[by]]), `${table} has both parties’`)
        const whose = new Set((await shown(table, { party: grower.uscc })).map(row => row[by]))
        t.same(whose, new Set([mine[by]]), table)
        t.same(await shown(table, {}), [], table)
        t.same(await shown(table, { administers: BASE, account: account }), [], table)
      }
      t.same(await shown('sscc_series', { party: grower.uscc }), [], 'numbers are shown to who can name their prefix')
      t.equal((await shown('sscc_series', { shown: '9520001' })).length, 1)
    }
  )

  t.test('what the tools keep of another party is neither changed nor added to', async t => {
    const scope = { party: grower.uscc }
    const changes = [
      `update core_own.weighing set state = 'closed'`,
      'delete from core_own.weighing_line',
      `update core_own.label set voided_at = now()`
    ]
    for (const change of changes) {
      const { rowCount } = await within(pool, scope, db => db.query(`${change} returning *`))
      t.equal(rowCount, 1, change)
    }
    const additions = [
      `insert into core_own.upload (party, kind, name, cells, made_by) values ('${theirs.party}', '', '', '[]', '')`,
      `insert into core_own.label (run, position, code) values ('${theirs.run}', 2, '')`,
      `insert into core_own.weighing_line (weighing, position, household, leaf)
        select '${theirs.weighing}', 2, id, '' from core_own.household`,
      `update core_own.label_run set party = '${theirs.party}'`,
      'delete from core_own.label_print'
    ]
    for (const addition of additions)
      await t.rejects(
        within(pool, scope, db => db.query(addition)),
        { code: '42501' },
        addition
      )
  })
}
