import { type Caution, htmlOf, Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { CodeForm } from './pages-code-form.js'
import { Hero } from './pages-hero.js'
import type { ProductView } from './queries/products.js'

/** What its number alone tells of a product. */
export const productPage = (product: ProductView, picture: string | null, cautions: readonly Caution[]) =>
  htmlOf(
    `${product.name.zh} · ${say('site').zh}`,
    <>
      <Hero icon="box" picture={picture}>
        <Say text={product.name} />
      </Hero>
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
