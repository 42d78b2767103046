/** A row of the mirror that is not what the ledger makes of it; null where there is none. */
export interface Difference {
  /** With its schema. */
  table: string
  /** Columns of the primary key; none when it is the table as such that differs. */
  key: Record<string, unknown>
  mirror: object | null
  ledger: object | null
}

/** What differs, at most so many of a table named; `total` counts them all. */
export interface Findings {
  differences: Difference[]
  total: number
}
