import type { VNode } from 'preact'
import { Icon } from '../../core/web/icons.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import type { Story } from './queries/provenance-schema.js'

/** The thing's code as one would type it. */
const codeOf = (story: Story) =>
  story.kind === 'pack' ? `${story.gtin} ${story.serial}` : `(01)${story.gtin}(10)${story.lot}`

/** Where a reader turns to who doubts what he has. */
export const Contact = ({ story }: { story: Story }): VNode => (
  <section>
    <h2>
      <Say text={say('contactTitle')} />
    </h2>
    <p>
      <Say text={say('contactHelp')} />
    </p>
    <div class="actions">
      <a class="button secondary" href={`/complaints/new?code=${encodeURIComponent(codeOf(story))}`}>
        <Icon name="pencil" />
        <span>
          <Say text={say('contactComplain')} />
        </span>
      </a>
      <a class="button secondary" href="tel:12315">
        <Icon name="phone" />
        <span>
          <Say text={say('contactCall')} />
        </span>
      </a>
    </div>
  </section>
)
