/** Columns of which one of several values may be asked for. */
type Column = 'event_type' | 'event_id' | 'biz_step'
/** Columns that lists may be in the order of. */
export type OrderColumn = 'event_time' | 'record_time'

/** What events must meet: SQL of constant texts over `epcis_event e`, every value bound. */
export class Conditions {
  readonly values: unknown[] = []
  private readonly clauses: string[] = []
  /** Clauses by whose index few events are found, unless one of their terms is common. */
  private readonly narrow: { sql: string; terms: readonly string[] }[] = []
  /** What each clause is about: one value of a column, a time, or something else. */
  private readonly about = new Set<Column | OrderColumn | 'other'>()

  /** Placeholder of a value. */
  bind(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }

  require(...clauses: string[]): void {
    this.demand('other', ...clauses)
  }

  /** The event says one of these terms, or else meets one of the clauses. */
  requireSaid(terms: readonly string[], ...clauses: string[]): void {
    const sql = `e.terms && ${this.bind(terms)}::text[]`
    this.demand('other', sql, ...clauses)
    if (clauses.length === 0) this.narrow.push({ sql, terms })
  }

  /** A column's value is one of these. */
  requireAmong(column: Column, values: readonly string[]): void {
    const isOne = values.length === 1
    const sql = isOne
      ? `e.${column} = ${this.bind(values[0])}::text`
      : `e.${column} = any(${this.bind(values)}::text[])`
    this.demand(isOne ? column : 'other', sql)
    if (column === 'event_id') this.narrow.push({ sql, terms: [] })
  }

  /** A column's time compares so. */
  requireTime(column: OrderColumn, operator: 'GE' | 'LT', time: string): void {
    this.demand(column, `e.${column} ${operator === 'GE' ? '>=' : '<'} ${this.bind(time)}::timestamptz`)
  }

  private demand(about: Column | OrderColumn | 'other', ...clauses: string[]): void {
    this.clauses.push(clauses.length === 1 ? clauses[0]! : `(${clauses.join(' or ')})`)
    this.about.add(about)
  }

  get sql(): string {
    return this.clauses.length === 0 ? 'true' : this.clauses.join(' and ')
  }

  /** The clause by whose index few events are found; null where there is none. @param common terms that many events say */
  few(common: ReadonlySet<string>): string | null {
    return this.narrow.find(({ terms }) => !terms.some(term => common.has(term)))?.sql ?? null
  }

  /** Whether nothing is asked but times of this column and, for the time of events, one step: what has an index in that order. */
  areInOrderOf(column: OrderColumn | 'ledger'): boolean {
    const within = column === 'event_time' ? ['event_time', 'biz_step'] : [column]
    return [...this.about].every(each => within.includes(each))
  }

  /** The event says something that begins with this; `_` stands for any character. */
  saysLike(pattern: string): string {
    return `exists (select from unnest(e.terms) as said where said like ${this.bind(pattern)})`
  }

  /** A number of the field compares so. */
  measures(field: string, operator: Operator, value: number): string {
    return `jsonb_path_exists(e.fields -> ${this.bind(field)}::text, '$[*] ? (@ ${IN_PATH[operator]} $v)',
      jsonb_build_object('v', ${this.bind(value)}::numeric))`
  }

  /** A number of any of these fields compares so to the bound of its field. */
  measuresIn(bounds: ReadonlyMap<string, number>, operator: Operator): string {
    return `exists (select from jsonb_each(${this.bind(JSON.stringify(Object.fromEntries(bounds)))}::jsonb) as asked (field, bound)
      where jsonb_path_exists(e.fields -> asked.field, '$[*] ? (@ ${IN_PATH[operator]} $v)',
        jsonb_build_object('v', asked.bound)))`
  }
}

export const OPERATORS = ['EQ', 'GT', 'GE', 'LT', 'LE'] as const
export type Operator = (typeof OPERATORS)[number]
const IN_PATH: Readonly<Record<Operator, string>> = { EQ: '==', GT: '>', GE: '>=', LT: '<', LE: '<=' }
