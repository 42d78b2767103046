import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import type { Step } from './queries/provenance-schema.js'

type Report = NonNullable<Step['says']['report']>

/** A laboratory's results with their limits, those that do not conform first; `most` of them. */
export const ReportTable = ({ report, most }: { report: Report; most: number }) => {
  const results = [...report.results].sort((a, b) => Number(a.conforms) - Number(b.conforms))
  return (
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
        {results.slice(0, most).map(({ analyte, value, unit, limit, conforms }) => (
          <tr>
            <td>{analyte}</td>
            <td>
              {value} {unit}
            </td>
            <td>{limit ?? '—'}</td>
            <td>{say(conforms ? 'conforms' : 'conformsNot').zh}</td>
          </tr>
        ))}
        {results.length > most && (
          <tr>
            <td colSpan={4}>
              <Say text={say('moreResults', { count: results.length - most })} />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
