import { APPLICATION, type Application, type TestResult, testKey } from '@suyuan/model/certification/states'
import { type MatterField, matterFace } from '../../core/matters/face.js'
import { countsByState } from '../../core/matters/queries.js'
import { partiesWith, productOptions, recordsAt } from '../../core/mirror/registers.js'
import type { Services } from '../../core/module.js'
import { Row, Say } from '../../core/web/page.js'
import { countyText } from '../../core/web/region-names.js'
import { Conforms, ResultTable } from '../../core/web/results.js'
import { say } from '../../core/web/texts.js'

const REGION: MatterField = {
  ...{ name: 'region', label: say('zhenpinRegion'), hint: say('zhenpinRegionHint'), type: 'text' }
}
const LABORATORY: MatterField = {
  ...{ name: 'laboratory', label: say('zhenpinLaboratory'), type: 'choice' },
  options: ({ pool }) => partiesWith(pool, 'laboratory')
}

/** A line of a report: what was measured, the value, its unit; only the first may have spaces in it. */
function resultsIn(text: string): { analyte: string; value: string; unit: string }[] {
  const lines = text.split(/\r?\n/).filter(line => line.trim() !== '')
  return lines.map(line => {
    const words = line.trim().split(/\s+/)
    const [value = '', unit = ''] = words.splice(-2)
    return { analyte: words.join(' '), value, unit }
  })
}

const REPORT: readonly MatterField[] = [
  { name: 'report', label: say('zhenpinReport'), type: 'text' },
  { name: 'standard', label: say('zhenpinStandard'), hint: say('zhenpinStandardHint'), type: 'text' },
  { name: 'sampledOn', label: say('zhenpinSampled'), type: 'day' },
  { name: 'lot', label: say('zhenpinLot'), hint: say('zhenpinLotHint'), type: 'text', optional: true },
  {
    ...{ name: 'results', label: say('zhenpinResults'), hint: say('zhenpinResultsHint'), type: 'long' },
    read: resultsIn
  }
]

/** What a public register tells: not that somebody applied, but what was put before the public and what became of it. */
const PUBLIC: ReadonlySet<Application['state']> = new Set(['noticed', 'granted', 'suspended', 'revoked', 'expired'])

/** Applications for 圳品, from the first day to the end of the certificate. */
export const applications = matterFace<Application>({
  kind: 'application',
  path: 'applications',
  procedure: APPLICATION,
  title: say('zhenpinApplications'),
  help: say('zhenpinApplicationsHelp'),
  number: { label: say('zhenpinApplicationNumber'), prefix: 'ZP' },
  headline: ({ gtin }, names) => names.product(gtin)?.name ?? gtin,
  facts: ({ gtin, region, batch, laboratory, certificate }, names) => [
    [say('zhenpinProduct'), names.product(gtin)?.name],
    [say('productNumber'), gtin],
    [say('zhenpinRegion'), countyText(region)],
    [say('zhenpinBatch'), batch && say('zhenpinBatchOf', { region: countyText(batch.region), number: batch.number })],
    [say('zhenpinLaboratory'), laboratory && names.party(laboratory)],
    [say('zhenpinNumber'), certificate]
  ],
  above: ({ pool }) => Figures(pool),
  mentions: ({ gtin, laboratory }) => ({ products: [gtin], parties: laboratory ? [laboratory] : [] }),
  fields: {
    apply: [
      {
        ...{ name: 'gtin', label: say('zhenpinProduct'), type: 'choice' },
        options: ({ pool }, { party }) => productOptions(pool, party)
      },
      REGION
    ],
    accept: [{ name: 'batch', label: say('zhenpinBatchNumber'), type: 'whole' }, LABORATORY],
    conform: REPORT,
    fail: REPORT,
    confirm: REPORT,
    retest: [LABORATORY],
    grant: [
      { name: 'number', label: say('zhenpinNumber'), type: 'text' },
      { name: 'from', label: say('zhenpinFrom'), hint: say('zhenpinFromHint'), type: 'day', optional: true }
    ]
  },
  shown: ['desk', 'audit', 'board'],
  isPublic: ({ state }) => PUBLIC.has(state),
  more: async (services, matter) => (
    <>
      <TestList tests={await testsOf(services, matter.id, matter.tests)} />
      {matter.certificate && (
        <p>
          <a href={`/board/certification/certificates/${matter.certificate}`}>
            <Say text={say('zhenpinNumber')} /> {matter.certificate}
          </a>
        </p>
      )}
    </>
  )
})

/** How many applications are how far: of those that are not public yet this is all that is told. */
async function Figures(pool: Services['pool']) {
  const counts = await countsByState(pool, 'certification', 'application')
  return (
    <section class="card">
      <h2>
        <Say text={say('zhenpinHowFar')} />
      </h2>
      <dl>
        {Object.entries(APPLICATION.states)
          .filter(([state]) => counts.has(state))
          .map(([state, text]) => (
            <Row name={text}>
              <Say text={say('zhenpinCount', { count: counts.get(state)! })} />
            </Row>
          ))}
      </dl>
    </section>
  )
}

/** All results of an application, in their order. */
export async function testsOf({ pool }: Services, id: string, count: number): Promise<TestResult[]> {
  const keys = Array.from({ length: count }, (_, i) => testKey(id, String(i + 1)))
  const found = await recordsAt<TestResult>(pool, keys)
  return keys.flatMap(key => found.get(key) ?? [])
}

/** What laboratories measured, with the limit of the day; an earlier result stays beside a later one. */
export const TestList = ({ tests }: { tests: readonly TestResult[] }) =>
  tests.length === 0 ? null : (
    <section class="card" id="tests">
      <h2>
        <Say text={say('zhenpinTests')} />
      </h2>
      {tests.map((test, index) => (
        <>
          <h3>
            <Say text={say('zhenpinTest', { number: index + 1 })} /> <Conforms conforms={test.conforms} />
          </h3>
          <dl>
            <Row name={say('testReport')}>{test.report}</Row>
            <Row name={say('testStandard')}>{test.standard}</Row>
            <Row name={say('zhenpinSampled')}>{test.sampledOn}</Row>
            <Row name={say('lot')}>{test.lot}</Row>
          </dl>
          <ResultTable results={test.measured} />
        </>
      ))}
    </section>
  )
