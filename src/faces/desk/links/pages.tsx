import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { NumberedProduct } from '../../../core/mirror/registers.js'
import { Choices, Deed, Input, type Option, Problem, Select, Submit } from '../../../core/web/fields.js'
import type { Form } from '../../../core/web/form.js'
import { joined } from '../../../core/web/joined.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import type { ProductLink, Successor } from '../../../modules/trace/queries/product-links.js'

/** Types of GS1's vocabulary that owners of food use; what the service itself links to is not theirs to give. */
export const LINK_TYPES = [
  ...(['pip', 'homepage', 'instructions', 'nutritionalInfo', 'ingredientsInfo', 'certificationInfo'] as const),
  ...(['sustainabilityInfo', 'promotion', 'relatedVideo', 'faqs', 'support', 'hasRetailers', 'socialMedia'] as const)
] as const
type LinkType = (typeof LINK_TYPES)[number]

const TYPE_NAMES: Record<LinkType, Text> = {
  pip: say('linksPip'),
  homepage: say('linksHomepage'),
  instructions: say('linksInstructions'),
  nutritionalInfo: say('linksNutrition'),
  ingredientsInfo: say('linksIngredients'),
  certificationInfo: say('linksCertificates'),
  sustainabilityInfo: say('linksSustainability'),
  promotion: say('linksPromotion'),
  relatedVideo: say('linksVideo'),
  faqs: say('linksFaqs'),
  support: say('linksSupport'),
  hasRetailers: say('linksRetailers'),
  socialMedia: say('linksSocial')
}

/** A page for everybody. */
export const ANY_LANGUAGE = 'any'
const LANGUAGES: readonly Option[] = [
  [ANY_LANGUAGE, say('linksEveryLanguage')],
  ['zh', { zh: '中文', en: 'Chinese' }],
  ['en', { zh: '英文', en: 'English' }]
]

interface Shown {
  form: Form
  products: readonly NumberedProduct[]
  links: readonly ProductLink[]
  numbers: readonly Successor[]
}

/** A party's products with where they lead, and the forms to change that. */
export const LinksPage = (shown: Shown) => (
  <>
    <h1>
      <Say text={say('linksTitle')} />
    </h1>
    <p class="note">
      <Say text={say('linksHelp')} />
    </p>
    <p class="actions">
      <a class="button secondary" href="/desk/pictures">
        <Say text={say('picturesTitle')} />
      </a>
    </p>
    <Problem form={shown.form} />
    <Links {...shown} />
    {shown.products.length > 0 && <Adding {...shown} />}
    {shown.products.length > 0 && <Numbers {...shown} />}
  </>
)

const nameOf = (products: readonly NumberedProduct[], gtin: string): Text =>
  products.find(product => product.gtin === gtin)?.name ?? untranslated(gtin)

const Links = ({ products, links }: Shown) => (
  <section class="card">
    <h2>
      <Say text={say('linksThere')} />
    </h2>
    {links.length === 0 && (
      <p class="empty">
        <Say text={say(products.length === 0 ? 'linksNoProduct' : 'linksNone')} />
      </p>
    )}
    <ul class="rows">
      {links.map(({ id, gtin, rel, href, title, leads }) => (
        <li>
          <a href={href} rel="noreferrer">
            <strong>
              <Say text={title} />
            </strong>
            <span class="note">
              <Say
                text={joined(
                  [nameOf(products, gtin), TYPE_NAMES[rel as LinkType], ...(leads ? [say('linksLeading')] : [])],
                  ' · '
                )}
              />
            </span>
            <span class="note mono">{href}</span>
          </a>
          <Deed action={`/desk/links/${id}/removal`} text={say('linksRemove')} />
        </li>
      ))}
    </ul>
  </section>
)

export const optionsOf = (products: readonly NumberedProduct[]): Option[] =>
  products.map(({ gtin, name }) => [gtin, { zh: `${name.zh} ${gtin}`, en: `${name.zh} ${gtin}` }])

const Adding = ({ form, products }: Shown) => (
  <section class="card">
    <h2>
      <Say text={say('linksAdd')} />
    </h2>
    <form method="post" action="/desk/links">
      <Select form={form} name="gtin" label={say('productTitle')} options={optionsOf(products)} />
      <Select
        form={form}
        name="rel"
        label={say('linksType')}
        options={LINK_TYPES.map((type): Option => [type, TYPE_NAMES[type]])}
      />
      <Input form={form} name="href" label={say('linksAddress')} hint={say('linksAddressHint')} type="url" />
      <Input form={form} name="title" label={say('linksName')} />
      <Input form={form} name="title-en" label={say('linksNameEnglish')} optional />
      <Select form={form} name="language" label={say('linksLanguage')} options={LANGUAGES} />
      <Choices form={form} name="leads" label={say('linksLeads')} options={[['yes', say('linksLeadsYes')]]} many />
      <Submit text={say('linksSave')} />
    </form>
  </section>
)

const Numbers = ({ form, products, numbers }: Shown) => (
  <section class="card">
    <h2>
      <Say text={say('linksNumbers')} />
    </h2>
    <p class="note">
      <Say text={say('linksNumbersHelp')} />
    </p>
    <ul class="rows">
      {numbers.map(({ gtin, successor }) => (
        <li>
          <p>
            <span class="mono">{gtin}</span> → <span class="mono">{successor}</span>
          </p>
          <Deed action={`/desk/links/numbers/${gtin}/removal`} text={say('linksRemove')} />
        </li>
      ))}
    </ul>
    <form method="post" action="/desk/links/numbers">
      <Input form={form} name="old" label={say('linksNumberOld')} inputmode="numeric" />
      <Select form={form} name="successor" label={say('linksNumberNew')} options={optionsOf(products)} />
      <Submit text={say('linksSave')} />
    </form>
  </section>
)
