import { Icon } from '../../core/web/icons.js'
import { type Caution, htmlOf, Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { CodeForm } from './pages-code-form.js'
import type { ProductView } from './queries/products.js'

/** What its number alone tells of a product. */
export const productPage = (product: ProductView, cautions: readonly Caution[]) =>
  htmlOf(
    `${product.name.zh} · ${say('site').zh}`,
    <>
      <div class="hero">
        <span class="picture">
          <Icon name="box" />
        </span>
        <h1>
          <Say text={product.name} />
        </h1>
      </div>
      <section>
        <dl>
          <Row name={say('productNumber')}>{product.gtin}</Row>
          <Row name={say('productOwner')}>
            <Say text={product.owner.name} />
          </Row>
          <Row name={say('netContent')}>{product.netGrams !== null && `${product.netGrams} g`}</Row>
          <Row name={say('productShelfLife')}>
            {product.shelfLifeDays !== null && <Say text={say('days', { count: product.shelfLifeDays })} />}
          </Row>
        </dl>
      </section>
      <section>
        <p>
          <Say text={say('productWhich')} />
        </p>
        <CodeForm />
      </section>
    </>,
    cautions
  )
