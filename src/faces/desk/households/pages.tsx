import type { Count, Households as Counted } from '@suyuan/model/bases/states'
import type { Text } from '@suyuan/model/core/refusal'
import type { NumberedPlace } from '../../../core/mirror/registers.js'
import { Deed, type Option, Problem, Select, Submit, Tiles } from '../../../core/web/fields.js'
import { Form } from '../../../core/web/form.js'
import { Row, Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import type { Household } from '../weighing/households.js'

/** A base with what the ledger has of its households. */
export interface BaseCount {
  place: NumberedPlace
  counted: Counted | null
  /** Whether the list here is what the ledger is committed to. */
  holds: boolean | null
}

const KINDS: readonly Option[] = [
  ['wage', say('basesWage')],
  ['asset', say('basesAsset')],
  ['operating', say('basesOperating')]
]

const countText = (count: Count): Text =>
  count === 'under5' ? say('basesUnder5') : say('basesHouseholdsSays', { count })

interface PageParts {
  form: Form
  households: readonly Household[]
  bases: readonly BaseCount[]
}

/** How each household is linked, and the totals that the ledger has. */
export const LinksPage = ({ form, households, bases }: PageParts) => (
  <>
    <h1>
      <Say text={say('basesLinks')} />
    </h1>
    <p class="note">
      <Say text={say('basesLinksHelp')} />
    </p>
    <Problem form={form} />
    {bases.length === 0 && (
      <p class="empty">
        <Say text={say('basesNoBases')} />
      </p>
    )}
    {bases.map(base => (
      <Totals {...base} />
    ))}
    {households.length === 0 && (
      <p class="empty">
        <Say text={say('basesNoHouseholds')} />
      </p>
    )}
    {bases.length > 0 && households.map(household => <Linking household={household} bases={bases} />)}
    <p class="actions">
      <a class="button secondary" href="/desk/weighing/households">
        <Say text={say('toolsBack')} />
      </a>
    </p>
  </>
)

const Totals = ({ place, counted, holds }: BaseCount) => (
  <section class="card">
    <h2>
      <Say text={place.name} />
    </h2>
    {counted && (
      <dl>
        <Row name={say('basesHouseholds')}>
          <Say text={countText(counted.households)} />{' '}
          <span class="note">
            <Say text={say('basesCountedOn', { day: counted.countedOn })} />
          </span>
        </Row>
        <Row name={say('basesWage')}>
          <Say text={countText(counted.wage)} />
        </Row>
        <Row name={say('basesAsset')}>
          <Say text={countText(counted.asset)} />
        </Row>
        <Row name={say('basesOperating')}>
          <Say text={countText(counted.operating)} />
        </Row>
      </dl>
    )}
    {holds !== null && (
      <p class={holds ? 'mark good' : 'mark bad'}>
        <Say text={say(holds ? 'basesCountHolds' : 'basesCountBroken')} />
      </p>
    )}
    <Deed action="/desk/households/count" fields={{ base: place.gln }} text={say('basesCountNow')} />
  </section>
)

const Linking = ({
  household: { id, code, village, link },
  bases
}: {
  household: Household
  bases: readonly BaseCount[]
}) => (
  <section class="card">
    <details>
      <summary>
        {code} · {village}{' '}
        {link && (
          <span class="note">
            {KINDS.filter(([kind]) => link.kinds.includes(kind as 'wage')).map(([, text], index) => (
              <>
                {index > 0 && '、'}
                <Say text={text} />
              </>
            ))}
          </span>
        )}
      </summary>
      <form method="post" action={`/desk/households/${id}/link`}>
        <Select
          form={new Form()}
          name="base"
          label={say('basesLinkBase')}
          options={[['', say('matterChoose')], ...bases.map(({ place }): Option => [place.gln, place.name])]}
          value={link?.base}
          optional
        />
        <Tiles name="kinds" label={say('basesLinkKinds')} options={KINDS} chosen={link?.kinds ?? []} many />
        <Submit text={say('basesSave')} />
      </form>
    </details>
  </section>
)
