/** Load under faults for a minute, by a seed that SUYUAN_SEED may set; then the reckoning. */
import t from 'tap'
import { chaos } from './chaos.js'

t.setTimeout(540_000)

const PROGRAMME = ['bases', 'certification', 'recognition', 'supervision', 'monitoring']
const SEED = Number(process.env.SUYUAN_SEED ?? 20260405)

t.test(`whatever ends when (seed ${SEED}), what was acknowledged is on the ledger once, and all add up`, async t => {
  const report = await chaos({ minutes: 1, seed: SEED, log: line => t.comment(line) })
  t.same(report.wrong.slice(0, 20), [])
  t.match(report, { lost: 0, doubled: 0, unresolved: 0, mirrorEqual: true, balanced: true, peersAgree: true })
  t.ok(report.faults >= 8, `${report.faults} faults`)
  t.ok(report.commands > 40 && report.refused > 3, `${report.commands} commands, ${report.refused} refused`)
  const silent = PROGRAMME.filter(module => !report.modules[module])
  t.same(silent, [], 'every module of the programme has spoken')
  t.ok(report.readings >= 15, `${report.readings} readings`)
  t.ok(report.disk === 'none' || report.kinds.disk! > 0, `disk: ${report.disk}`)
})
