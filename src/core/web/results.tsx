import type { ComponentChildren } from 'preact'
import { Say } from './page.js'
import { say } from './texts.js'

/** A laboratory's value beside its limit, as on the report. */
export interface Result {
  analyte: string
  value: string
  unit: string
  limit?: string | undefined
  /** Not told where there is no limit to hold it against. */
  conforms?: boolean | undefined
}

/** Whether something conforms, in a word. */
export const Conforms = ({ conforms }: { conforms: boolean }) => (
  <span class={conforms ? 'mark good' : 'mark bad'}>
    <Say text={say(conforms ? 'conforms' : 'conformsNot')} />
  </span>
)

/** Results with their limits; `children` are further rows. */
export const ResultTable = ({ results, children }: { results: readonly Result[]; children?: ComponentChildren }) => (
  <table>
    <thead>
      <tr>
        {(['analyte', 'measured', 'limit', 'conforms'] as const).map(name => (
          <th scope="col">
            <Say text={say(name)} />
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {results.map(({ analyte, value, unit, limit, conforms }) => (
        <tr>
          <td>{analyte}</td>
          <td>
            {value} {unit}
          </td>
          <td>{limit ?? '—'}</td>
          <td>{conforms === undefined ? '—' : <Conforms conforms={conforms} />}</td>
        </tr>
      ))}
      {children}
    </tbody>
  </table>
)
