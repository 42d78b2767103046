import type { VNode } from 'preact'
import { Icon } from '../../core/web/icons.js'
import { Row, Say } from '../../core/web/page.js'
import { Conforms, ResultTable } from '../../core/web/results.js'
import { say } from '../../core/web/texts.js'
import { day, partyName } from './pages-format.js'
import type { Step, Story } from './queries/provenance-schema.js'

type Report = NonNullable<Step['says']['report']>

/** Reports that are not folded away. */
const MOST_OPEN = 2

/** A laboratory's results with their limits, those that do not conform first; `most` of them. */
const ReportTable = ({ report, most }: { report: Report; most: number }) => {
  const results = [...report.results].sort((a, b) => Number(a.conforms) - Number(b.conforms))
  return (
    <ResultTable results={results.slice(0, most)}>
      {results.length > most && (
        <tr>
          <td colSpan={4}>
            <Say text={say('moreResults', { count: results.length - most })} />
          </td>
        </tr>
      )}
    </ResultTable>
  )
}

const Test = ({ story, step, most }: { story: Story; step: Step; most: number }) => (
  <>
    <dl>
      <Row name={say('testedBy')}>
        <Say text={partyName(story, step.author)} />
      </Row>
      <Row name={say('testReport')}>
        {step.says.report?.number} <span class="note">{day(step.time).zh}</span>
      </Row>
      <Row name={say('testStandard')}>{step.says.report?.standard}</Row>
      <Row name={say('testConclusion')}>
        <Conforms conforms={step.says.conforms === true} />
      </Row>
    </dl>
    {step.says.report && <ReportTable report={step.says.report} most={most} />}
  </>
)

/** What laboratories found, those that found fault first; nothing where none was asked. At most `most` results of each. */
export function TestResults({ story, most }: { story: Story; most: number }): VNode | null {
  const tests = story.steps
    .filter(({ kind }) => kind === 'testing')
    .sort((a, b) => Number(a.says.conforms ?? false) - Number(b.says.conforms ?? false))
  if (tests.length === 0) return null
  const [open, folded] = [tests.slice(0, MOST_OPEN), tests.slice(MOST_OPEN, most)]
  return (
    <section id="tests">
      <h2>
        <Icon name="flask" /> <Say text={say('tests')} />
      </h2>
      {open.map(step => (
        <Test story={story} step={step} most={most} />
      ))}
      {folded.length > 0 && (
        <details>
          <summary>
            <Say text={say('moreTests', { count: tests.length - open.length })} />
          </summary>
          {folded.map(step => (
            <Test story={story} step={step} most={most} />
          ))}
        </details>
      )}
    </section>
  )
}
