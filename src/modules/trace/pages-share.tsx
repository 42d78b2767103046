import type { VNode } from 'preact'
import { Icon } from '../../core/web/icons.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'

/** Shows the page to others by what the device has for that, which takes a script: until that runs there is nothing. */
export const Share = (): VNode => (
  <div class="actions">
    <button type="button" class="secondary share" hidden data-done={say('shareDone').zh}>
      <Icon name="share" />
      <span>
        <Say text={say('shareButton')} />
      </span>
    </button>
    <span role="status" class="note" />
  </div>
)
