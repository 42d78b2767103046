/** What a run found, for people and for programs. */
import { availableParallelism, cpus, totalmem } from 'node:os'
import type { Comparison } from './rounds.js'
import type { Row } from './row.js'

export interface Machine {
  cpu: string
  cores: number
  memoryGb: number
  node: string
}

export interface ReportRow {
  id: string
  ratio: number
  worst: number
  target: number
  ours: number
  theirs: number
  unit: string
}

export interface Report {
  machine: Machine
  rounds: number
  rows: ReportRow[]
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version
  }
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits))

export function reportRow({ id, target, unit }: Row, found: Comparison): ReportRow {
  return {
    id,
    ratio: rounded(found.ratio, 3),
    worst: rounded(found.worst, 3),
    target,
    ours: rounded(found.ours, 1),
    theirs: rounded(found.theirs, 1),
    unit
  }
}

export const reaches = (row: Row, { ratio }: ReportRow) =>
  row.better === 'higher' ? ratio >= row.target : ratio <= row.target

/** The table, with what each row compares below it. */
export function table(rows: readonly Row[], { machine, rounds, rows: found }: Report): string {
  const header = ['row', 'ours', 'theirs', 'unit', 'ratio', 'worst', 'target', '']
  const lines = rows.map((row, index) => {
    const { ours, theirs, ratio, worst } = found[index]!
    const target = `${row.better === 'higher' ? '≥' : '≤'} ${row.target}`
    const verdict = reaches(row, found[index]!) ? 'pass' : 'FAIL'
    return [row.id, ours.toFixed(1), theirs.toFixed(1), row.unit, ratio.toFixed(2), worst.toFixed(2), target, verdict]
  })
  const widths = header.map((title, column) => Math.max(title.length, ...lines.map(line => line[column]!.length)))
  const left = (column: number) => column === 0 || column === 3 || column === 7
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (left(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd()
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; ${rounds} rounds`,
    '',
    line(header),
    ...lines.map(line),
    '',
    ...rows.map(({ id, what }) => `${id}: ${what}`)
  ].join('\n')
}
