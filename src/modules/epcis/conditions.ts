/** What events must meet: SQL of constant texts over `epcis_event e`, every value bound. */
export class Conditions {
  readonly values: unknown[] = []
  private readonly clauses: string[] = []

  /** Placeholder of a value. */
  bind(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }

  require(...clauses: string[]): void {
    this.clauses.push(clauses.length === 1 ? clauses[0]! : `(${clauses.join(' or ')})`)
  }

  get sql(): string {
    return this.clauses.length === 0 ? 'true' : this.clauses.join(' and ')
  }

  /** The event says one of these. */
  says(terms: readonly string[]): string {
    return `e.terms && ${this.bind(terms)}::text[]`
  }

  /** The event says something that begins with this; `_` stands for any character. */
  saysLike(pattern: string): string {
    return `exists (select from unnest(e.terms) as said where said like ${this.bind(pattern)})`
  }

  /** A column's value is one of these. */
  among(column: 'event_type' | 'event_id' | 'biz_step', values: readonly string[]): string {
    return `e.${column} = any(${this.bind(values)}::text[])`
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

  /** A column's time compares so. */
  dates(column: 'event_time' | 'record_time', operator: 'GE' | 'LT', time: string): string {
    return `e.${column} ${operator === 'GE' ? '>=' : '<'} ${this.bind(time)}::timestamptz`
  }
}

export const OPERATORS = ['EQ', 'GT', 'GE', 'LT', 'LE'] as const
export type Operator = (typeof OPERATORS)[number]
const IN_PATH: Readonly<Record<Operator, string>> = { EQ: '==', GT: '>', GE: '>=', LT: '<', LE: '<=' }
