import type { VNode } from 'preact'
import { Icon } from '../../core/web/icons.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'

/** Where a code is typed that is printed on goods. @param code that was typed before */
export const CodeForm = ({ code = '' }: { code?: string }): VNode => (
  <form action="/go" method="get" class="search">
    <label for="code">
      <Say text={say('codeLabel')} />
    </label>
    <div class="line">
      <input
        id="code"
        name="code"
        value={code}
        required
        maxLength={300}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        aria-describedby="code-hint"
      />
      <button type="submit">
        <Icon name="search" />
        <span>
          <Say text={say('codeSubmit')} />
        </span>
      </button>
    </div>
    <p class="hint" id="code-hint">
      <Say text={say('codeHint')} />
    </p>
  </form>
)
