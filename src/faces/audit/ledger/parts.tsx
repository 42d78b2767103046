import type { ComponentChildren } from 'preact'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'

export const Mono = ({ children }: { children: ComponentChildren }) => <span class="mono">{children}</span>
export const Json = ({ value }: { value: unknown }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
  <pre class="scroll mono" tabIndex={0}>
    {JSON.stringify(value, null, 2)}
  </pre>
)

/** What there is of the ledger to look at. */
export const Tabs = ({ at }: { at: string }) => (
  <nav class="tabs" aria-label={say('auditLedger').zh}>
    {(
      [
        ['/audit/ledger', 'auditBlocks'],
        ['/audit/ledger/states', 'auditStates'],
        ['/audit/ledger/findings', 'auditFindings'],
        ['/audit/refused', 'auditRefused'],
        ['/audit/verify', 'auditVerify']
      ] as const
    ).map(([href, text]) => (
      <a href={href} aria-current={href === at ? 'page' : undefined}>
        <Say text={say(text)} />
      </a>
    ))}
  </nav>
)
