import type { Pair } from './rounds.js'
import type { Stage } from './stage.js'

/** How much to measure. */
export interface Extent {
  rounds: number
  /** About how long each half of a round takes. */
  seconds: number
  quick: boolean
  log: (line: string) => void
}

/** One comparison of ours with theirs. */
export interface Row {
  id: string
  /** What the figures are, for a reader of the table. */
  what: string
  unit: string
  /** What the ratio must reach, or must not exceed where lower is better. */
  target: number
  better: 'higher' | 'lower'
  measure: (stage: Stage, extent: Extent) => Promise<Pair[]>
}
