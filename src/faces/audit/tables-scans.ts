import { minuteOf } from '../../core/web/clock.js'
import { say } from '../../core/web/texts.js'
import type { ScanFlag } from '../../modules/trace/queries/scans.js'
import { type Cell, lotHref, type Sheet } from './sheets.js'

/** What is odd, by kind. */
export const FLAG_NAMES = {
  velocity: say('auditVelocity'),
  geography: say('auditGeography'),
  guessing: say('auditGuessing')
} satisfies Record<ScanFlag['kind'], unknown>

/** What is odd about how packs' codes are scanned: a hint at copies, and no proof of them. */
export const flagsSheet = (flags: readonly ScanFlag[]): Sheet => ({
  id: 'scans',
  title: say('auditScans'),
  help: say('auditScansHelp'),
  columns: [
    { name: say('auditMarks') },
    { name: say('serial'), as: 'code' },
    { name: say('lot'), as: 'code' },
    { name: say('auditTimes'), as: 'number' },
    { name: say('auditRegions') },
    { name: say('auditFirst') },
    { name: say('auditLast') }
  ],
  rows: flags.map(({ kind, gtin, serial, lot, times, regions, firstAt, lastAt }): Cell[] => [
    FLAG_NAMES[kind],
    { text: serial, href: `/audit/packs/${gtin}/${encodeURIComponent(serial)}` },
    lot === null ? null : { text: lot, href: lotHref({ gtin, lot }) },
    times,
    regions.join(', ') || null,
    minuteOf(firstAt),
    minuteOf(lastAt)
  ])
})
