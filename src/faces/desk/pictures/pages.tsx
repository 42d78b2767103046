import type { NumberedProduct } from '../../../core/mirror/registers.js'
import { Deed, Field, Problem, Select, Submit } from '../../../core/web/fields.js'
import type { Form } from '../../../core/web/form.js'
import { Say } from '../../../core/web/page.js'
import { picturesScript } from '../../../core/web/script.js'
import { say } from '../../../core/web/texts.js'
import { picturePath } from '../../../modules/trace/queries/product-pictures.js'
import { optionsOf } from '../links/pages.js'

interface Shown {
  form: Form
  products: readonly NumberedProduct[]
  /** Digests of pictures by product. */
  pictures: ReadonlyMap<string, string>
  kilobytes: number
}

/** Pixels of the longer side: sharp at the size at which the pack's page shows it. */
const LONGEST_SIDE = 480

/** A party's products with what they look like, and the form to change that. */
export const PicturesPage = (shown: Shown) => (
  <>
    <h1>
      <Say text={say('picturesTitle')} />
    </h1>
    <p class="note">
      <Say text={say('picturesHelp')} />
    </p>
    <Problem form={shown.form} />
    {shown.products.length > 0 && <Choosing {...shown} />}
    <section class="grid">
      {shown.products.map(product => (
        <Product product={product} digest={shown.pictures.get(product.gtin)} />
      ))}
    </section>
    <script type="module" src={picturesScript.path} integrity={picturesScript.integrity} />
  </>
)

const Choosing = ({ form, products, kilobytes }: Shown) => (
  <section class="card">
    <form method="post" action="/desk/pictures" enctype="multipart/form-data">
      <Select form={form} name="gtin" label={say('productTitle')} options={optionsOf(products)} />
      <Field
        name="picture"
        label={say('picturesChoose')}
        hint={say('picturesHint', { kilobytes })}
        error={form.errors.picture}
      >
        {tied => <input {...tied} type="file" accept="image/*" data-shrinks={LONGEST_SIDE} required />}
      </Field>
      <Submit text={say('linksSave')} />
    </form>
  </section>
)

const Product = ({ product: { gtin, name }, digest }: { product: NumberedProduct; digest: string | undefined }) => (
  <section class="card">
    <h2>
      <Say text={name} />
    </h2>
    <p class="note mono">{gtin}</p>
    {digest === undefined ? (
      <p class="empty">
        <Say text={say('picturesNone')} />
      </p>
    ) : (
      <>
        <p>
          <img src={picturePath(gtin, digest)} alt={name.zh} width="160" />
        </p>
        <Deed action={`/desk/pictures/${gtin}/removal`} text={say('picturesRemove')} />
      </>
    )}
  </section>
)
