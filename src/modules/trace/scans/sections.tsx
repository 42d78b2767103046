import type { PackRef } from '@suyuan/model/core/gs1'
import type { VNode } from 'preact'
import { shortCodeOf } from '../../../core/identity/check-codes.js'
import { inGroups } from '../../../core/identity/symbols.js'
import { Row, Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'

interface CodeFormProps {
  pack: PackRef
  /** As it was typed. */
  typed?: string
  /** It was none. */
  slip?: boolean
}

/** Where the check code is typed. It needs no script, and is the same for everybody, so the page can be kept. */
export const CodeForm = ({ pack: { gtin, serial }, typed = '', slip = false }: CodeFormProps): VNode => (
  <form action="/check" method="post">
    <input type="hidden" name="gtin" value={gtin} />
    <input type="hidden" name="serial" value={serial} />
    <div class="field">
      <label for="check-code">
        <Say text={say('scanCode')} />
      </label>
      <input
        id="check-code"
        name="code"
        value={typed}
        required
        maxLength={20}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        aria-describedby={slip ? 'check-code-error' : 'check-code-hint'}
        aria-invalid={slip}
      />
      {slip && (
        <p class="error" id="check-code-error">
          <Say text={say('scanSlip')} />
        </p>
      )}
      <p class="hint" id="check-code-hint">
        <Say text={say('scanCodeHint')} />
      </p>
    </div>
    <button type="submit">
      <Say text={say('scanSubmit')} />
    </button>
  </form>
)

/** On a pack's page: whether the label in hand is the one. */
export const CodeCheck = ({ pack }: { pack: PackRef }): VNode => (
  <section class="card">
    <h2>
      <Say text={say('scanTitle')} />
    </h2>
    <p>
      <Say text={say('scanHelp')} />
    </p>
    <CodeForm pack={pack} />
    <dl>
      <Row name={say('scanShortCode')}>{inGroups(shortCodeOf(pack.gtin, pack.serial), 5)}</Row>
    </dl>
  </section>
)

/** What to do where something is wrong. @param about the code of what it is about, as people type it */
export const Concerns = ({ about }: { about: string }): VNode => (
  <section class="card">
    <h2>
      <Say text={say('concernTitle')} />
    </h2>
    <p>
      <Say text={say('concernHelp')} />
    </p>
    <p class="actions">
      <a class="button" href={`/complaints/new?code=${encodeURIComponent(about)}`}>
        <Say text={say('concernFile')} />
      </a>
      <a class="button secondary" href="/complaints">
        <Say text={say('concernFollow')} />
      </a>
    </p>
    <p>
      <a href="tel:12315">
        <Say text={say('concernHotline')} />
      </a>
    </p>
    <p class="note">
      <a href="/privacy">
        <Say text={say('privacyLink')} />
      </a>
    </p>
  </section>
)
